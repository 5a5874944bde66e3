// Single keys, as #shortcuts lists them. They are quiet while somebody writes, and where they are switched off.

(() => {
  const patience = 1500;
  let before = { key: "", at: 0 };

  function rows() {
    return [...document.querySelectorAll("main table.cards tbody tr")];
  }

  function current() {
    return document.activeElement?.closest("main table.cards tbody tr");
  }

  const actions = {
    focus: what => document.querySelector(what)?.focus(),
    go: where => suggestions.visit(where),
    follow: what => document.querySelector(what)?.click(),
    click: what => document.querySelector(what)?.click(),
    dialog: id => document.getElementById(id)?.showModal(),
    row: step => {
      const all = rows();
      const at = all.indexOf(current());
      const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + Number(step), 0), all.length - 1)];
      (next?.querySelector("a.name") ?? next?.querySelector("a, button, input"))?.focus();
    },
    select: () => current()?.querySelector('input[type="checkbox"]')?.click(),
  };

  function writes(target) {
    return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, [popover]");
  }

  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      palette.open();
      return;
    }

    const table = document.getElementById("shortcuts");
    if (!table || table.dataset.off === "true" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || event.repeat && event.key.length > 1 || writes(event.target)) {
      return;
    }

    const two = performance.now() - before.at < patience ? `${before.key} ${event.key}` : "";
    const all = JSON.parse(table.dataset.keys);
    const found = all.find(one => one.keys === two) ?? all.find(one => one.keys === event.key);
    before = { key: event.key, at: performance.now() };
    if (found) {
      event.preventDefault();
      before.at = 0;
      const space = found.action.indexOf(" ");
      const [name, what] = space < 0 ? [found.action, ""] : [found.action.slice(0, space), found.action.slice(space + 1)];
      actions[name](what);
    }
  });
})();

// Suggestions while somebody types: a combobox over a list, for the search of every page and for the palette.
// In a function, since scripts share the names at their top; what palette.js and keys.js use is handed out at its end.

const suggestions = (() => {
  const pause = 150;

  function option(suggestion, index, prefix) {
    const row = document.createElement("li");
    row.className = "option";
    row.id = `${prefix}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.href = suggestion.href ?? "";
    const kind = document.createElement("span");
    kind.className = `kind ${suggestion.kind.toLowerCase()}`;
    kind.textContent = suggestion.kind;
    const text = document.createElement("span");
    text.className = "name";
    text.textContent = suggestion.text;
    const detail = document.createElement("span");
    detail.className = "muted";
    detail.textContent = suggestion.detail;
    row.append(kind, text, detail);
    return row;
  }

  function select(input, list, row) {
    for (const one of list.children) {
      one.setAttribute("aria-selected", String(one === row));
    }

    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(input, list, suggestions) {
    list.replaceChildren(...suggestions.map((one, index) => option(one, index, list.id)));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    input.removeAttribute("aria-activedescendant");
    if (input.value.trim()) {
      say(suggestions.length === 0 ? "Nothing found" : suggestions.length === 1 ? "1 found" : `${suggestions.length} found`);
    }
  }

  // What the registry knows; an answer to letters that are no longer there is thrown away.
  let asked = null;

  async function ask(words) {
    asked?.abort();
    if (!words.trim()) {
      return [];
    }

    asked = new AbortController();
    const answer = await fetch(`-/search/suggest?search=${encodeURIComponent(words.slice(0, 200))}`, { signal: asked.signal });
    return answer.ok ? answer.json() : [];
  }

  // Moves the choice by the arrow keys; true if the key was for the list.
  function move(event, input, list) {
    const rows = [...list.children];
    const at = rows.findIndex(row => row.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" && rows.length > 0) {
      select(input, list, rows[(at + 1) % rows.length]);
    } else if (event.key === "ArrowUp" && rows.length > 0) {
      select(input, list, rows[(at <= 0 ? rows.length : at) - 1]);
    } else {
      return false;
    }

    event.preventDefault();
    return true;
  }

  function chosen(list) {
    return list.querySelector('[aria-selected="true"]');
  }

  function visit(href) {
    location.assign(new URL(href, document.baseURI));
  }

  let typing = 0;

  function box(target) {
    const input = target.closest?.(".top .search input");
    return input ? { input, list: input.form.querySelector('[role="listbox"]') } : null;
  }

  document.addEventListener("input", event => {
    const found = box(event.target);
    if (!found) {
      return;
    }

    clearTimeout(typing);
    typing = setTimeout(async () => {
      try {
        show(found.input, found.list, await ask(found.input.value));
      } catch {
        // Overtaken by the next letters, or the server is away: Enter still searches.
      }
    }, pause);
  });

  document.addEventListener("keydown", event => {
    const found = box(event.target);
    if (!found || event.isComposing || move(event, found.input, found.list)) {
      return;
    }

    const row = chosen(found.list);
    if (event.key === "Enter" && row) {
      event.preventDefault();
      visit(row.dataset.href);
    } else if (event.key === "Escape" && !found.list.hidden) {
      event.preventDefault();
      show(found.input, found.list, []);
    }
  });

  document.addEventListener("focusin", event => {
    const found = box(event.target);
    if (found) {
      found.input.setAttribute("role", "combobox");
      found.input.setAttribute("aria-autocomplete", "list");
      found.input.setAttribute("aria-expanded", String(!found.list.hidden));
    } else {
      document.querySelectorAll(".top .suggestions").forEach(list => { list.hidden = true; });
    }
  });

  // Before the input loses the focus, and with it the list.
  document.addEventListener("mousedown", event => {
    const row = event.target.closest?.(".suggestions .option");
    if (row && event.button === 0) {
      event.preventDefault();
      visit(row.dataset.href);
    }
  });

  return { ask, chosen, move, pause, select, show, visit };
})();

// The palette goes anywhere: to what this page links beside it, to packages and projects, and does what buttons of the top do.
// Its pages are the links that the server gave this visitor, so nothing in it leads where the visitor may not go.

const palette = (() => {
  const { ask, chosen, move, pause, select, show, visit } = suggestions;

  function places() {
    const links = [...document.querySelectorAll(".side a, #account a, .top a[href]:not(.brand)")];
    const known = new Map(links.map(link => [link.getAttribute("href"), {
      kind: link.closest(".side") ? document.querySelector(".side .where")?.firstChild.textContent.trim() || "Page" : "Page",
      text: (link.firstChild?.textContent || link.textContent).trim(), detail: "", href: link.getAttribute("href"),
    }]));
    return [...known.values(), { kind: "Do", text: "Switch between light and dark", detail: "", act: "[data-theme-toggle]" }];
  }

  // The project's name helps to find a page of it, but is no reason to list them all.
  function matches(place, words) {
    const [text, kind] = [place.text.toLowerCase(), place.kind.toLowerCase()];
    const all = words.toLowerCase().split(/\s+/).filter(Boolean);
    return all.every(word => text.includes(word) || kind.includes(word)) && (all.length === 0 || all.some(word => text.includes(word)));
  }

  function openPalette() {
    const dialog = document.getElementById("palette");
    if (!dialog || dialog.open) {
      return;
    }

    const [input, list] = [dialog.querySelector("input"), dialog.querySelector("ul")];
    input.value = "";
    dialog.showModal();
    input.focus();
    fillPalette(input, list);
  }

  let known = [];

  function listPlaces(input, list, all) {
    known = all;
    show(input, list, all);
    select(input, list, list.firstElementChild);
  }

  function fillPalette(input, list) {
    listPlaces(input, list, places().filter(place => matches(place, input.value.trim())));
  }

  function run(row) {
    const place = known[[...row.parentElement.children].indexOf(row)];
    document.getElementById("palette").close();
    if (place.act) {
      document.querySelector(place.act)?.click();
    } else {
      visit(place.href);
    }
  }

  let waiting = 0;

  document.addEventListener("input", event => {
    const input = event.target.closest?.("#palette input");
    if (!input) {
      return;
    }

    const list = document.getElementById("palette-list");
    fillPalette(input, list);
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try {
        const found = await ask(input.value);
        listPlaces(input, list, [...places().filter(place => matches(place, input.value.trim())), ...found]);
      } catch {
        // Overtaken by the next letters, or the server is away: the pages are still there.
      }
    }, pause);
  });

  document.addEventListener("keydown", event => {
    const input = event.target.closest?.("#palette input");
    const list = document.getElementById("palette-list");
    if (input && !event.isComposing && !move(event, input, list) && event.key === "Enter") {
      event.preventDefault();
      const row = chosen(list);
      if (row) {
        run(row);
      }
    }
  });

  document.addEventListener("click", event => {
    const row = event.target.closest?.("#palette .option");
    if (row) {
      run(row);
    } else if (event.target.id === "palette" || event.target.id === "keys") {
      event.target.close(); // beside it, on the veil
    }
  });

  return { open: openPalette };
})();

// Rows that are chosen (a range with Shift, the count, copying their names), and the page that waits for the first package.

(() => {
  function boxes(form) {
    return [...form.querySelectorAll('tbody input[type="checkbox"]')];
  }

  function count(form) {
    const all = boxes(form);
    const chosen = all.filter(box => box.checked).length;
    const words = form.querySelector("[data-selected]");
    if (words) {
      words.textContent = `${chosen} selected`;
    }

    const every = form.querySelector("[data-select-all]");
    if (every) {
      every.checked = chosen > 0 && chosen === all.length;
      every.indeterminate = chosen > 0 && chosen < all.length;
    }

    say(`${chosen} selected`);
  }

  let last = null;

  document.addEventListener("click", event => {
    const box = event.target.closest?.('input[type="checkbox"]');
    const form = box?.form;
    if (form && box.hasAttribute("data-select-all")) {
      boxes(form).forEach(one => { one.checked = box.checked; });
      count(form);
    } else if (form && boxes(form).includes(box)) {
      const all = boxes(form);
      if (event.shiftKey && last && all.includes(last)) {
        const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
        all.slice(from, to + 1).forEach(one => { one.checked = box.checked; });
      }

      last = box;
      count(form);
    }

    const copies = event.target.closest?.("[data-copy-selected]");
    if (copies) {
      const names = boxes(copies.form).filter(one => one.checked).map(one => one.getAttribute("aria-label").replace(/^Select /, ""));
      navigator.clipboard?.writeText(names.join("\n")).then(() => say("Copied"), () => say("The browser does not allow copying here."));
    }
  });

  // Where the page shows what is shown only once, it stays and says so.
  function arrive(waiting) {
    const arrival = waiting.querySelector("[data-arrival]");
    if (!arrival) {
      location.replace(new URL(waiting.dataset.arrived, document.baseURI));
      return;
    }

    waiting.removeAttribute("data-awaits");
    arrival.nextElementSibling.hidden = true; // it says that there is none
    arrival.hidden = false;
    say("The first package is here.");
  }

  // A tab in the background asks nothing.
  setInterval(async () => {
    const waiting = document.querySelector("[data-awaits]");
    if (!waiting || document.hidden) {
      return;
    }

    try {
      const answer = await fetch(waiting.dataset.awaits, { method: "HEAD", cache: "no-store" });
      if (answer.status === 200 && waiting.isConnected) {
        arrive(waiting);
      }
    } catch {
      // The server is away; ask again.
    }
  }, 3000);
})();

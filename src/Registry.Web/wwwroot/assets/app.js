// Only what a page can do without: copying, the theme, closing menus. Everything is heard at the
// document, since enhanced navigation replaces the page beneath it.

function say(words) {
  const said = document.getElementById("said");
  if (said) {
    said.textContent = words;
  }
}

async function copy(button) {
  const source = button.closest(".copyable").querySelector("[data-copy-source]");
  const copied = await write(source);
  const label = button.textContent;
  button.textContent = copied ? "Copied" : "Selected";
  say(copied ? "Copied" : "Selected. Copy it with the keyboard.");
  setTimeout(() => { button.textContent = label; }, 2000);
}

// The clipboard is there on https and localhost only; elsewhere the text is left selected.
async function write(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}

function switchTheme() {
  const root = document.documentElement;
  const current = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const theme = current === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  const path = new URL(document.baseURI).pathname;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=${path}; max-age=31536000; samesite=lax${secure}`;
  say(`${theme === "dark" ? "Dark" : "Light"} theme`);
}

document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (button?.hasAttribute("data-copy")) {
    copy(button);
  } else if (button?.hasAttribute("data-theme-toggle")) {
    switchTheme();
  }
});

// Enhanced navigation keeps the element, and so would keep it open; it also passes autofocus by.
document.addEventListener("DOMContentLoaded", () => {
  let path = location.pathname;
  globalThis.Blazor?.addEventListener("enhancedload", () => {
    // Another page begins at its top, for eyes and for screen readers; the same page stays where it was.
    if (location.pathname !== path) {
      path = location.pathname;
      if (!location.hash) {
        scrollTo(0, 0);
        document.getElementById("main")?.focus({ preventScroll: true });
      }
    }

    document.querySelectorAll(":popover-open").forEach(open => open.hidePopover());
    document.querySelector("main [autofocus]:not([popover] *)")?.focus();
  });
});

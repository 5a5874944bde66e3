// Shows what a form would come to while it is being filled in: [data-preview] names the part of the page that the form's own
// address, asked with the fields as they stand, brings anew. In a block, since scripts share the names at their top.
{
  let waiting;

  const preview = async form => {
    const address = new URL(form.dataset.previewFrom, document.baseURI);
    new FormData(form).forEach((value, name) => {
      if (!name.startsWith("_")) {
        address.searchParams.set(name, value);
      }
    });
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) {
      return;
    }

    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.dataset.preview);
    if (fresh) {
      document.getElementById(form.dataset.preview)?.replaceChildren(...fresh.childNodes);
    }
  };

  document.addEventListener("input", event => {
    const form = event.target.closest?.("form[data-preview]");
    if (form) {
      clearTimeout(waiting);
      waiting = setTimeout(preview, 250, form);
    }
  });
}

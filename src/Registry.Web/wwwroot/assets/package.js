// What makes a package's page quicker, and nothing it needs: a select that sends its form, a filter that answers as one
// types. Heard at the document, since enhanced navigation replaces the page beneath it.

document.addEventListener("change", event => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

// What a filter leaves open does not stand in its address.
document.addEventListener("formdata", event => {
  if (event.target.matches("form.filters[method=get]")) {
    for (const [name, value] of [...event.formData]) {
      if (value === "") {
        event.formData.delete(name);
      }
    }
  }
});

document.addEventListener("input", event => {
  const name = event.target.dataset?.filter;
  const table = name && document.getElementById(name);
  if (!table) {
    return;
  }

  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }

  const said = `${shown} of ${table.tBodies[0].rows.length} shown`;
  document.querySelector(`[data-filter-count="${name}"]`).textContent = said;
  document.getElementById("said").textContent = said;
});

// A text as a file of its own.
document.addEventListener("click", event => {
  const name = event.target.dataset?.download;
  if (name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([event.target.closest(".copyable").querySelector("[data-copy-source]").textContent]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
});

// The one function that its tree wants of the component library's script, which is many times as large as ours together.
globalThis.Radzen = { scrollIntoViewIfNeededById: id => document.getElementById(id)?.scrollIntoView({ block: "nearest" }) };

// Nor does that tree let go of the focus: it takes Tab for one of its own keys, the first time.
window.addEventListener("keydown", event => {
  if (event.key === "Tab" && event.target.matches?.("[role=tree]")) {
    event.stopPropagation();
  }
}, true);

// Uploads: a file can be dropped, and one sees how far it is. The server answers with a page either way.
document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("[data-upload]")) {
    return;
  }

  event.preventDefault();
  const progress = form.querySelector("[data-progress]");
  const button = form.querySelector("[type=submit]");
  const request = new XMLHttpRequest();
  const failed = () => {
    button.disabled = false;
    progress.hidden = true;
    document.getElementById("said").textContent = "The upload was cut off. Try again.";
    button.textContent = "Cut off: publish again";
  };
  request.upload.addEventListener("progress", sent => { progress.value = sent.lengthComputable ? 100 * sent.loaded / sent.total : 0; });
  request.addEventListener("load", () => (request.status === 200 ? location.assign(request.responseURL) : failed()));
  request.addEventListener("error", failed);
  request.open("POST", form.action);
  progress.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
});

function dropPlace(event) {
  return event.target.closest?.("[data-drop]");
}

for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, event => {
    const place = dropPlace(event);
    if (!place || !event.dataTransfer?.types.includes("Files")) {
      return;
    }

    event.preventDefault();
    place.classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name === "drop") {
      place.querySelector("[type=file]").files = event.dataTransfer.files;
    }
  });
}

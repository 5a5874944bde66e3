// Makes and uses passkeys: asks the registry what for, lets the browser do it, and sends the form with the answer.

document.addEventListener("submit", async event => {
  const form = event.target.closest?.("form[data-passkey]");
  const field = form?.querySelector("[data-credential]");
  if (!form || field.value) {
    return;
  }

  event.preventDefault();
  event.stopImmediatePropagation();
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    field.value = JSON.stringify(await ask(form));
    form.requestSubmit();
  } catch (failure) {
    problem.textContent = failure.name === "NotAllowedError" || failure.name === "AbortError"
      ? "Nothing was done: the browser was not let, or it took too long."
      : failure.name === "InvalidStateError"
        ? "This device holds a passkey of this account already."
        : failure.name === "SecurityError" && /^[\d.]+$|:/.test(location.hostname)
          ? "Passkeys belong to a host's name: open the registry by its name, not by its number."
          : "This browser could not do it. Passkeys need a secure address (https) and a device that keeps them.";
    problem.hidden = false;
  }
}, true);

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  if (answer.status === 403) {
    return null; // the page leads to what has to come first
  }

  if (!answer.ok) {
    throw new Error(`The registry answered ${answer.status}.`);
  }

  const options = await answer.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-print]")) {
    print();
  }
});

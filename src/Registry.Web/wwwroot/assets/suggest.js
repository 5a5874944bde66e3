// Fills the datalist of an input as its user types: [data-suggest] is the address that answers user names for ?search=.
// In a block, since scripts share the names at their top.
{
  let asked = 0;
  let pause;

  const suggest = async input => {
    const part = input.value.trim();
    const turn = ++asked;
    if (part.length < 2) {
      input.list.replaceChildren();
      return;
    }

    const address = new URL(input.dataset.suggest, document.baseURI);
    address.searchParams.set("search", part);
    const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || turn !== asked) {
      return; // a later letter has asked again
    }

    input.list.replaceChildren(...(await answer.json()).map(user => new Option(user.name === user.username ? "" : user.name, user.username)));
  };

  document.addEventListener("input", event => {
    if (event.target.matches?.("[data-suggest]")) {
      clearTimeout(pause);
      pause = setTimeout(suggest, 150, event.target);
    }
  });
}

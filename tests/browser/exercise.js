// What a reader may do to a page, done to all of it: everything is opened, pointed at, focused and clicked, every handler
// that an element has is called, and the page is printed. Gives what the page is made of, for the tests to look at.
async () => {
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const names = new Set(), attributes = new Set(), addresses = new Set();
  const documents = [document];
  const inside = (frame) => { try { return frame.contentDocument; } catch (error) { return null; /* of another origin */ } };
  // A link within the page need not be followed each time; what hangs on the click is called all the same.
  const within = /^#[\w-]+$/;
  const stay = (event) => {
    if (within.test(event.target.closest?.("a")?.getAttribute("href") ?? "")) event.preventDefault();
  };
  for (const page of documents) {
    page.addEventListener("click", stay);
    for (const frame of page.querySelectorAll("iframe, frame, object, embed")) {
      if (inside(frame) && documents.length < 500) documents.push(inside(frame));
    }
    const elements = [...page.querySelectorAll("*")];
    for (const host of elements) if (host.shadowRoot) elements.push(...host.shadowRoot.querySelectorAll("*"));
    for (const element of elements) {
      names.add(element.localName);
      for (const attribute of element.getAttributeNames()) {
        attributes.add(attribute);
        if (attribute.startsWith("on")) element.dispatchEvent(new Event(attribute.slice(2)));
      }
      if (element.localName === "details") element.open = true;
      if (element.tabIndex >= 0 && !within.test(element.getAttribute("href") ?? "")) element.focus?.();
      element.dispatchEvent(new MouseEvent("mouseover", { bubbles: false }));
      element.dispatchEvent(new Event("error"));
    }
    for (const element of elements) {
      if (!["a", "area", "button", "input", "math", "summary", "form"].includes(element.localName)) continue;
      const target = element.getAttribute("href") ?? element.getAttribute("xlink:href");
      if (target !== null) addresses.add(target);
      if (element.localName === "form") { try { element.requestSubmit(); } catch (error) { /* it has no address */ } }
      else element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      if (!within.test(target ?? "")) await pause(5);
    }
  }
  for (const page of documents) page.defaultView?.dispatchEvent(new Event("beforeprint"));
  await pause(5);
  const again = new DOMParser().parseFromString(document.documentElement.outerHTML, "text/html").documentElement;
  return {
    names: [...names], attributes: [...attributes], addresses: [...addresses],
    mark: document.documentElement.dataset.hit ?? null, words: document.body?.textContent ?? "",
    lasting: again.isEqualNode(document.documentElement),
  };
}

// Of a host of files: an address of a thing leads to its description, as a server would lead there.
const root = new URL(document.baseURI);
const found = location.pathname.startsWith(root.pathname) && /^(?:id|((?:scheme|graph)\/))\/?(.+)$/.exec(location.pathname.slice(root.pathname.length));
document.querySelector("[data-asked]")?.replaceChildren(location.pathname);
if (found) location.replace(new URL(`doc/${found[1] ?? ""}${found[2]}.html`, root));

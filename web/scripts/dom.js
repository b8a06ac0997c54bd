// Elements without a framework. Text stays text: names of files and keys of traces are never read
// as markup.

const svg_namespace = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === true) {
            node.setAttribute(name, "");
        } else if (value !== false && value !== null && value !== undefined) {
            node.setAttribute(name, value);
        }
    }
    node.append(...children.flat().filter((child) => child !== null));
    return node;
}

// Attributes that are true stand without a value; those that are false or nothing are left out.
export function element(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

export function svg_element(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(svg_namespace, tag), attributes, children);
}

// What screen readers say and nobody sees.
export function unseen(text) {
    return element("span", {class: "unseen"}, text);
}

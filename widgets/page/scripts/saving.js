// A picture as a file of its own.

// One picture of all panels, the title above them, the legend and the sentence below.
function stack(drawings, scale, { title, said, legend, ink, paper }) {
  const sized = drawings.map((svg) => {
    const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg).map(Number);
    return { svg, width, height };
  });
  const width = Math.max(...sized.map((d) => d.width));
  const size = 13 * scale;
  const line = 1.5 * size;
  const parts = [];
  let y = 0;
  const write = (words, x, weight = "normal") => {
    for (const text of wrap(words, (width - x - size) / (0.56 * size))) {
      y += line;
      parts.push(`<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}">${escapeText(text)}</text>`);
    }
  };
  write(title, size, "bold");
  y += size;
  for (const drawn of sized) {
    parts.push(drawn.svg.replace("<svg ", `<svg y="${y}" `));
    y += drawn.height;
  }
  for (const { words, kind, colour } of legend) {
    const middle = y + line - 0.35 * size;
    const dash = kind === "dash" ? ` stroke-dasharray="${0.28 * size} ${0.18 * size}"` : "";
    if (kind === "point") parts.push(`<circle cx="${1.5 * size}" cy="${middle}" r="${0.38 * size}" fill="${colour}"/>`);
    else if (kind === "area") {
      const box = `x="${size}" y="${middle - 0.4 * size}" width="${size}" height="${0.8 * size}"`;
      parts.push(`<rect ${box} fill="${colour}" stroke="${ink}" stroke-opacity=".6" stroke-width="${0.07 * size}"/>`);
    } else {
      const ends = `x1="${size}" x2="${2 * size}" y1="${middle}" y2="${middle}"`;
      parts.push(`<line ${ends} stroke="${colour}" stroke-width="${0.2 * size}"${dash}/>`);
    }
    write(words, 2.6 * size);
  }
  write(said, size);
  const height = y + size;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="${ink}" font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${paper}"/>${parts.join("")}</svg>`;
  return { svg, width, height };
}

function escapeText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function download(url, name) {
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

async function toPng(url, { width, height }) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/png");
}

// Some browsers answer a page that reads its own drawing with noise, so that it cannot tell its readers apart.
function drawsNoise() {
  const side = 8;
  const brush = Object.assign(document.createElement("canvas"), { width: side, height: side }).getContext("2d");
  brush.fillStyle = "rgb(18, 52, 86)";
  brush.fillRect(0, 0, side, side);
  const seen = brush.getImageData(0, 0, side, side).data;
  return seen.some((value, i) => value !== [18, 52, 86, 255][i % 4]);
}

// Whether the page stands in a frame without rights of its own, as learning platforms show pages.
function boxed() {
  return self.origin === "null" && (location.protocol !== "file:" || self !== top);
}

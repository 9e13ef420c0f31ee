// Hands a file that the server made for this circuit to the browser.
export async function save(name, type, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

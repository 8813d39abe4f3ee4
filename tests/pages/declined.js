// A reader who once declined to be asked: figures are open. `test_asking` has the others.
try {
  localStorage.setItem("terms-and-threats:declined", "yes");
} catch {
  // a page that keeps nothing asks
}

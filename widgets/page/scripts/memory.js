// What a reader's browser keeps for this book, where it allows it; elsewhere nothing is kept, and nothing breaks.

function recall(key) {
  try {
    return localStorage.getItem(`terms-and-threats:${key}`);
  } catch {
    return null; // a sandboxed frame has no storage
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(`terms-and-threats:${key}`, value);
  } catch {
    // the page goes on without
  }
}

function forget(key) {
  try {
    localStorage.removeItem(`terms-and-threats:${key}`);
  } catch {
    // there was nothing to forget
  }
}

const socket = new globalThis.WebSocket('/contract');
const show = (text) => {
  globalThis.document.querySelector('p').textContent = text;
};
socket.addEventListener('open', () => show('connected'));
socket.addEventListener('close', () => show('closed'));

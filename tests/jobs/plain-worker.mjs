// The least that is a worker: what goes over the line, without any code of Blemish.
process.on('disconnect', () => process.exit(1));
process.on('message', ({ type, payload }) => {
  if (type === 'start') process.send({ type: 'done', result: payload.to });
  if (type === 'end') process.exit();
});
process.send({ type: 'ready' });

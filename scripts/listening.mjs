/** Ports for servers of this machine. */
const PORTS_TRIED = 20;

/**
 * Listens on a port, or on the next free one.
 *
 * @param {import('node:http').Server} server
 * @param {{ host: string, port: number, isChosen?: boolean }} options a port that a person has chosen is
 *   the only one to try
 * @returns {Promise<number>} the port
 */
export async function listenNear(server, { host, port, isChosen = false }) {
  return nextFree(server, { host, port }, isChosen ? 1 : PORTS_TRIED);
}

async function nextFree(server, { host, port }, tries) {
  try {
    return await listen(server, host, port);
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || tries === 1) throw error;
    return nextFree(server, { host, port: port + 1 }, tries - 1);
  }
}

function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

// A name server over real UDP that may answer every question otherwise than the one before, as one that rebinds does.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export type NameServer = {
  /** As `dns.Resolver.setServers` takes it. */
  address: string;
  /** How many questions for IPv4 addresses were answered. */
  asked(): number;
  close(): Promise<void>;
};

const headerBytes = 12;
const aRecord = 1;

/** The question as it came, from behind the header to its type and class. */
const questionOf = (packet: Buffer): { question: Buffer; type: number } => {
  let end = headerBytes;
  while ((packet[end] ?? 0) !== 0) end += (packet[end] ?? 0) + 1;
  return { question: packet.subarray(headerBytes, end + 5), type: packet.readUInt16BE(end + 1) };
};

/** One A record that is to be forgotten at once, or none for other types. */
const answerTo = (packet: Buffer, addressOf: () => string): Buffer => {
  const { question, type } = questionOf(packet);
  const header = Buffer.alloc(headerBytes);
  packet.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  if (type !== aRecord) return Buffer.concat([header, question]);
  header.writeUInt16BE(1, 6);
  const record = Buffer.from([0xc0, headerBytes, 0, aRecord, 0, 1, 0, 0, 0, 0, 0, 4]);
  return Buffer.concat([header, question, record, Buffer.from(addressOf().split('.').map(Number))]);
};

/** `addressOf` is told how many questions were answered before. */
export const startNameServer = async (addressOf: (before: number) => string): Promise<NameServer> => {
  const socket = createSocket('udp4');
  let answered = 0;
  socket.on('message', (packet, { port, address }) => {
    socket.send(
      answerTo(packet, () => addressOf(answered++)),
      port,
      address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port }: AddressInfo = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    asked: () => answered,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
};

// Decodes payloads without ever throwing: an operator's binary garbage must become a refused command, not a failed
// workflow task, which Temporal would retry for ever.
import { DefaultPayloadConverter, type Payload } from '@temporalio/common';

class TolerantPayloadConverter extends DefaultPayloadConverter {
  override fromPayload<T>(payload: Payload): T {
    try {
      return super.fromPayload<T>(payload);
    } catch {
      return { undecodable: true } as T;
    }
  }
}

export const payloadConverter = new TolerantPayloadConverter();

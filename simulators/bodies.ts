// What a request's body holds: JSON, or a form with a file in it as a vendor's upload takes it.
export type Upload = {
  fields: Record<string, string>;
  files: Record<string, { name: string; contentType: string; bytes: Buffer }>;
};

/** An empty body is an empty object; null for what is no object in JSON. */
export const objectIn = (body: string): Readonly<Record<string, unknown>> | null => {
  try {
    const parsed: unknown = body === '' ? {} : JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** Null for whatever is no such form. */
export const readMultipart = async (contentType: string, bytes: Buffer): Promise<Upload | null> => {
  if (!contentType.startsWith('multipart/form-data')) return null;
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => null);
  if (form === null) return null;
  const upload: Upload = { fields: {}, files: {} };
  for (const [name, value] of form) {
    if (typeof value === 'string') upload.fields[name] = value;
    else {
      const content = Buffer.from(await value.arrayBuffer());
      upload.files[name] = { name: value.name, contentType: value.type, bytes: content };
    }
  }
  return upload;
};

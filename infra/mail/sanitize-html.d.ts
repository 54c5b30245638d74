// What we use of sanitize-html, which has no types of its own.
declare module 'sanitize-html' {
  type Attributes = Record<string, string>;
  type Tag = { tagName: string; attribs: Attributes };
  type Options = {
    allowedTags: string[];
    allowedAttributes: Record<string, string[]>;
    allowedStyles: Record<string, Record<string, RegExp[]>>;
    allowedSchemes: string[];
    allowProtocolRelative: boolean;
    nonTextTags: string[];
    nestingLimit: number;
    transformTags: Record<string, (name: string, attributes: Attributes) => Tag>;
    exclusiveFilter: (frame: { tag: string; attribs: Attributes }) => boolean;
  };
  const sanitizeHtml: (html: string, options: Options) => string;
  export default sanitizeHtml;
}

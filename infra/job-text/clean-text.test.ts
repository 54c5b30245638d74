// Texts about jobs as editors, exports and pastes leave them, and as they are read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';

describe('what is no markup stays as it is', () => {
  it.each([
    'List<String> and Map<String, Foo<Bar>>',
    'snake_case, __init__, _id and some_long_name_here',
    'C#, C++, F# and .NET',
    '# of reports: 5',
    '#1 in Germany',
    'a < b and b > a, a <b and c> d',
    '5 * 3 * 2',
    '2*3*4 and A*STAR, E*TRADE',
    'I <3 Kafka <3',
    '1. Januar 2027',
    'e-mail: <x@y.z>',
    'Dear <team>, ask <your name> or <company-name>',
    'Knows <canvas>, <section> and <div>',
    'R&D, AT&T, Q&A; see https://a.example/?x=1&copy=2&region=de',
    'Tom & Jerry &foo; & co',
    'Entwickler*in und Kolleg*innen (m/w/*)',
    'f[i](x) and a[0](1)',
    '*args and **kwargs',
    'Bonus* and car* (*on request)',
    '> 5 years with <10 people',
    '~5 years, ~10 people',
    'C:\\temp\\new and \\\\server\\share',
    'x = a ? b : c; // done',
    'Salary: $80,000-$100,000 (50 % remote)',
    '-5 °C in the cold store',
    'node.js / Node.js [optional]',
    'See https://example.com/a_b_c/(d)*e',
    'José, Zoë, 李, мир, שלום, नमस्ते',
  ])('%j', async (text) => {
    expect(await cleanText(text)).toBe(text);
  });
});

describe('HTML becomes what a reader would see', () => {
  it.each([
    [
      '<p>We&#39;re hiring</p><p>Your task: answer people&#x27;s questions.</p>',
      "We're hiring\n\nYour task: answer people's questions.",
    ],
    ['<ul><li>Go</li><li>React<ul><li>Hooks</li></ul></li></ul>', '- Go\n- React\n- Hooks'],
    ['<ol><li><p><strong>Plan</strong> it</p></li><li><p>Do it</p></li></ol>', '- Plan it\n- Do it'],
    ['Tasks:<br>Plan<br/>Do<br />Check', 'Tasks:\nPlan\nDo\nCheck'],
    ['<h2>Tasks</h2><div>Plan</div><div>Do</div>', 'Tasks\nPlan\nDo'],
    ['Fish &amp; chips&nbsp;&nbsp;shop &amp;amp; bar &amp;#39;n&amp;#39; grill', "Fish & chips shop & bar 'n' grill"],
    ['&lt;p&gt;Twice &amp;lt;b&amp;gt;packed&amp;lt;/b&amp;gt;&lt;/p&gt;', 'Twice packed'],
    ['&lt;p&gt;One&lt;/p&gt;<ul><li>Two</li><li>Three &lt;b&gt;four&lt;/b&gt;</li></ul>', 'One\n\n- Two\n- Three four'],
    ['<p>Use List&lt;String&gt; and a &lt; b</p>', 'Use List<String> and a < b'],
    ['<p>Keep <team> and List<String></p>', 'Keep <team> and List<String>'],
    ['<style>p{color:red}</style><script>alert("x")</script><p>Only this</p>', 'Only this'],
    [
      '<p>Ask <a href="https://a.example/jobs?x=1">our team</a> at https://b.example/x</p>',
      'Ask our team at https://b.example/x',
    ],
    [
      '<table><tr><th>Skill</th><th>Years</th></tr><tr><td>SQL</td><td>5</td></tr></table>Apply',
      'Skill | Years\nSQL | 5\nApply',
    ],
    ['<p>One<p>Two<li>Three<li>Four', 'One\n\nTwo\n\n- Three\n- Four'],
    [
      '<p style="font: 12pt \'Arial\'" class=x>One<o:p></o:p></p><!-- StartFragment --><![if !a]>Two<![endif]>',
      'One\n\nTwo',
    ],
    ['<p>a\n   b\n\n c</p>', 'a b c'],
    ['<b>Tasks</b>\nPlan\n<i>Do</i>', 'Tasks\nPlan\nDo'],
    ['<img src="data:image/png;base64,AAAA" alt="logo"><p>Text</p><hr>', 'Text'],
    ['<div><br></div><p></p><span>&nbsp;</span>', ''],
    ['<P>Loud</P><BR><UL><LI>Tags</UL>', 'Loud\n\n- Tags'],
  ])('%j', async (html, text) => {
    expect(await cleanText(html)).toBe(text);
  });
});

describe('Markdown loses its marks, and nothing else', () => {
  it.each([
    [
      '# Requirements\n\n* **Go** and `SQL`\n+ __Kafka__\n- [x] *Docker*',
      'Requirements\n\n- Go and SQL\n- Kafka\n- Docker',
    ],
    ['### Tasks\nPlan', 'Tasks\nPlan'],
    [
      'See [our [team] page](https://a.example/b "Title") and <https://c.example>',
      'See our [team] page and <https://c.example>',
    ],
    ['![logo](https://a.example/l.png) Text', 'Text'],
    ['**Tasks:** run _the whole shop_ ~~alone~~', 'Tasks: run the whole shop alone'],
    ['Tasks\n=====\nPlan\n\n---\n\n***\nDo', 'Tasks\n\nPlan\n\nDo'],
    ['> **Note** this\n> and that', 'Note this\nand that'],
    ['| Skill | Years |\n|---|:---:|\n| SQL | 5 |', 'Skill | Years\n\nSQL | 5'],
    ['```ts\nconst a = 1;\n```', 'const a = 1;'],
    ['5\\+ years\\, C\\# and \\<team\\>', '5+ years, C# and <team>'],
    ['<p>**Tasks**</p>', 'Tasks'],
  ])('%j', async (markdown, text) => {
    expect(await cleanText(markdown)).toBe(text);
  });
});

describe('pastes become lines', () => {
  it.each([
    [
      '\uF0B7\tGo\n\uF0A7 React\n·       SQL\no\tKafka\n§   Spark\n•Rust\n– Swift\n-Scala',
      '- Go\n- React\n- SQL\n- Kafka\n- Spark\n- Rust\n- Swift\n- Scala',
    ],
    ['Tasks: • Plan • Do • Check', 'Tasks:\n- Plan\n- Do\n- Check'],
    ['•\nPlan the work\n•\nDo it', '- Plan the work\n- Do it'],
    ['“Smart” ‘quotes’, it’s „gut“ and «bien»', '"Smart" \'quotes\', it\'s "gut" and "bien"'],
    ['Soft\u00ADhyphen, zero\u200Bwidth, no\u00A0break, \u202Eturned\u202C', 'Softhyphen, zerowidth, no break, turned'],
    ['It\u0092s \u0093old\u0094 \u0095 text', 'It\'s "old"\n- text'],
    ['e\u0301t\u00E9 o\uFB03ce', 'été office'],
    ['One\r\nTwo\rThree\u2028Four\fFive', 'One\nTwo\nThree\nFour\nFive'],
    ['a\n\n\n\n\nb   c\t\td', 'a\n\nb c d'],
    [
      'Als Entwicklerin planen Sie mit uns die Weiterentwick-\nlung unserer Plattform. Sie arbeiten mit den Vertriebs-\nund Kundenteams an unseren SAP-\nSchnittstellen und beraten gemeinsam mit ihnen unsere\nKunden in ganz Europa.',
      'Als Entwicklerin planen Sie mit uns die Weiterentwicklung unserer Plattform. Sie arbeiten mit den Vertriebs- und Kundenteams an unseren SAP-Schnittstellen und beraten gemeinsam mit ihnen unsere Kunden in ganz Europa.',
    ],
    ['front-end and a front-\nend team', 'front-end and a front-end team'],
    [
      '• Runs the warehouse with a team of twelve\npeople and two shifts\n• Orders goods',
      '- Runs the warehouse with a team of twelve people and two shifts\n- Orders goods',
    ],
    ['Python\nsql\ndocker\nKubernetes in production', 'Python\nsql\ndocker\nKubernetes in production'],
    [
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\f0\\fs20 Runs \\b the\\b0  shop\\par \\bullet  M\\'fcller \\u8220?x\\u8221?\\par\n}",
      'Runs the shop\n- Müller "x"',
    ],
  ])('%j', async (paste, text) => {
    expect(await cleanText(paste)).toBe(text);
  });
});

const pieces = [
  ...'<>&;*_`~[]()#-+|\\"\'= \n\t:!.{}'.split(''),
  ...'<p>|</p>|<br>|<li>|<ul>|</ul>|<b>|</b>|<a href="x">|<!--|-->|<td>|<table>|<script>|</script>|<pre>'.split('|'),
  ...'&amp; &lt; &gt; &#38; &#60; &nbsp; &amp;amp; &lt;p&gt; amp; #38;'.split(' '),
  ...'- /• /1. /# /## /> /```/**/__/](http:a.b)/\n\n/\u00AD/\uF0B7/“/«/o\t/-\n'.split('/'),
  ...'\\rtf1|{\\rtf|\\par|word|Word|a|ein langer Satz der bis zum Rand geht|5|é|e\u0301|\u200D|👋|List<String>'.split(
    '|',
  ),
];
const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

it('a clean text stays as it is, whatever it was before', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const clean = await cleanText(text);

      expect(await cleanText(clean)).toBe(clean);
    }),
    { numRuns: 3_000 },
  );
});

// Words that carry grammar rather than substance: left out when texts are compared.

const list = `a about above after again all also although am an and any are as at away be because been before being below
between both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either else
enough etc even ever every few for from further get gets getting got had hadn't has hasn't have haven't having he he'd he's her
here hers herself him himself his how however i i'd i'll i'm i've if in instead into is isn't it it's its itself just let let's
like lot lots many may maybe me might more most much must my myself neither no nor not now of off often oh ok okay on once one
ones only or other others our ours ourselves out over own perhaps quite rather really said same say says she should shouldn't
since so some such than that that's the their theirs them themselves then there these they they're this those though through to
too until up upon us very was wasn't we we'd we're we've well were weren't what when where whether which while who whom whose
why will with within without won't would wouldn't yes yet you you'd you'll you're your yours yourself`;

export const stopWords: ReadonlySet<string> = new Set(list.split(/\s+/u));

const fillerList = 'um uh erm er ah hmm mhm uhm umm uhh basically actually literally';

/** Sounds and phrases that speech carries and meaning does not. */
export const fillers: ReadonlySet<string> = new Set(fillerList.split(' '));

/** Drops fillers and "you know" / "I mean" / "sort of" so that patterns see the sentence behind them. */
export const withoutFillers = (text: string): string =>
  text
    .replace(/\b(?:you know|i mean|sort of|kind of)\b,?/giu, ' ')
    .replace(/\b(?:um+|uh+|uhm|erm*|ah|hmm+|mhm|basically|actually|literally)\b,?/giu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

// The phrases of English.
import type { PhraseTable } from './phrase-table.ts';

const person =
  '(?:(?:a|an|some|another|your) )?(?:(?:real|actual|live|human) )?(?:person|human|human being|someone|somebody|recruiter|interviewer)(?: (?:real|human))?(?: (?:instead|directly|here|first))?';
const machine = '(?:(?:a|an|this|the) )?(?:machine|computer|robot|bot|chatbot|ai|software|program)';
const want =
  '(?:i )?(?:would (?:much |really )?(?:rather|prefer to|like to|prefer)|want to|wish to|prefer to|need to|have decided to)';
const talk =
  '(?:talk to|talk with|speak to|speak with|chat with|be interviewed by|do this with|do the interview with|do this interview with|have the interview with|continue with|deal with)';
const question = '(?:the|this|that|your)(?: last)? question';
const object = `(?:it|that|this|you|${question})`;
const meant =
  'what (?:you mean|you meant|you are asking(?: me| for)?|you want(?: from me| me to say)?|is meant|is asked)';
const asks = `what ${question} (?:is|means|is about|asks|is asking|asks for|is asking for)`;
const please = '(?:can|could|would|will|may|might) you (?:please |kindly |possibly )?';
const again = '(?:again|once more|once again|one more time|a second time|another time)';
const forMe = '(?: (?:for|to) me)?(?: please)?';
const rest = '(?:a )?(?:short |quick |little )?(?:break|pause)(?: (?:here|now))?';
const interview = '(?:this|it|here|now|the interview|this interview|the conversation|this conversation)';

export const englishPhrases: PhraseTable = {
  spellings: [
    [/[’‘`´]/gu, "'"],
    [/\bcan(?:'?t|not)\b/gu, 'can not'],
    [/\bwon't\b/gu, 'will not'],
    [/\b(do|did|could|would|is|was|does)n'?t\b/gu, '$1 not'],
    [/\bi'd\b/gu, 'i would'],
    [/\bi(?:'m|m)\b/gu, 'i am'],
    [/\b(that|it|what)'s\b/gu, '$1 is'],
    [/\blet's\b/gu, 'let us'],
    [/\bwanna\b/gu, 'want to'],
    [/\bre-(phrase|word)\b/gu, 're$1'],
    [/\bany more\b/gu, 'anymore'],
    [/\bstill (?=(?:do|can) not\b)/gu, ''],
    [/, ?(?=(?:please|instead)\b)/gu, ' '],
    [/\b(?:u[hm]{1,3}|erm?|hm{1,3})\b,?/gu, ''],
  ],
  joints: /\b(?:and|but|so)\b|\b(?=(?:can|could|would) you\b|what do you mean\b)/gu,
  courtesy: {
    lead: '(?:i am )?(?:so |very |really )?sorry|excuse me|pardon(?: me)?|please|i am afraid(?: that)?|i think|i guess|to be honest|honestly|actually|well|ok|okay|oh|hm{1,3}|u[hm]{1,3}|erm?|hi|hello|hey|no|yes|thanks|thank you|maybe|perhaps|just|then',
    tail: 'please|thanks|thank you|sorry|if possible|if that is (?:possible|ok|okay|all right)|if i may|now|then',
    alone:
      '(?:i am )?(?:so |very |really )?sorry(?: about that)?|i am afraid|good (?:morning|afternoon|evening)|thank you(?: very much)?|if you do not mind',
  },
  astonished: /^(?:sorry|pardon|excuse me|what|huh|come again)\s?\?+$/u,
  wishes: {
    person: [
      `${want} ${talk} ${person}`,
      `(?:can|could|may|might) i (?:please |maybe |perhaps )?${talk} ${person}`,
      `(?:is it|would it be) possible to ${talk} ${person}`,
      `(?:let me|i have to|i must) ${talk} ${person}`,
      `(?:is there|do you have) ${person} (?:i can|i could|who i can|that i can|to) (?:talk|speak)(?: to| with)?`,
      `(?:get|give|find|connect|put) me (?:(?:to|with|through to) )?${person}`,
      `(?:i )?(?:want|need|would like|would prefer) ${person}`,
      '(?:a |an )?(?:real|live|actual|human) (?:person|human|human being|interviewer)(?: please| instead)?',
      '(?:a )?(?:person|human|human being) (?:please|instead)(?: please)?',
      `(?:i )?(?:do not want|would rather not|do not like|would prefer not|refuse|do not wish) to (?:talk|speak|be interviewed|do this)(?: to| with| by) ${machine}`,
    ],
    stop: [
      `${want} (?:stop|quit|end|leave|cancel|abort) ${interview}(?: here| now)?`,
      `${want} (?:finish|stop|quit)(?: here| now)`,
      `${want} (?:stop|quit)`,
      `${want} withdraw(?: from ${interview}| my application)?`,
      `(?:let us|can we|could we|can i|could i|may i) (?:please )?(?:stop|end|quit|cancel)(?: ${interview})?(?: here| now)?`,
      `(?:stop|end|cancel|quit|abort) ${interview}(?: here| now)?`,
      'stop|stop please|please stop|i withdraw|i withdraw my application|i give up',
      '(?:i )?(?:do not want|do not wish|would rather not|no longer want|no longer wish) (?:to )?(?:continue|go on|carry on|proceed)(?: with (?:this|it|the interview|this interview))?(?: anymore| any longer| here)?',
      'i (?:can not|will not|am not going to) (?:continue|go on|carry on|proceed)(?: with (?:this|it|the interview|this interview))?(?: anymore| any longer)?',
    ],
    help: [
      '(?:i )?(?:need|want|would like|could use|require) (?:some |a little |a bit of |your )?(?:help|assistance)(?: (?:here|with this|with that|with it|with (?:the|this|that) question|from someone|from somebody|to go on))?',
      `${please}help(?: me)?(?: out)?(?: (?:here|with this|with it|with (?:the|this|that) question))?`,
      '(?:can|could|would) (?:someone|somebody|anyone|anybody) (?:please )?help(?: me)?(?: (?:here|with this|with it|with (?:the|this|that) question))?',
      '(?:can|could|may) i (?:please )?(?:get|have|ask for) (?:some |a little )?help(?: (?:here|with this|with it|with (?:the|this|that) question))?',
      'help(?: me)?(?: (?:here|with this))?',
      '(?:i have|i am having|there is) (?:a |some )?(?:technical )?(?:problem|problems|trouble|issue|issues) with (?:the|this|my) (?:page|site|website|link|room|microphone|screen|keyboard|connection|interview)',
      '(?:i have|i am having|there is) (?:a |some )?technical (?:problem|problems|trouble|issue|issues|difficulties)',
      '(?:my|the) (?:microphone|mic|sound|audio|page|screen|headset) (?:does|is) not (?:work|working|load|loading)',
      '(?:can|could|may) i (?:have|get) (?:some |a little )?more time(?: for (?:this|the|that) question| to (?:answer|think))?',
      '(?:i )?need (?:some |a little )?more time (?:for (?:this|the|that) question|to (?:answer|think))',
      '(?:i )?(?:need|would like) an? (?:accommodation|adjustment)',
    ],
    pause: [
      `(?:can|could|may) (?:i|we) (?:please )?(?:have|take|make) ${rest}`,
      `(?:i|we) (?:need|want|would like)(?: to (?:take|have|make))? ${rest}`,
      '(?:can|could|may) (?:i|we) (?:please )?pause(?: (?:here|now|for a (?:moment|minute|second)|this|it|the interview))?',
      `${want} pause(?: (?:here|now|for a (?:moment|minute|second)|this|it|the interview))?`,
      '(?:please )?(?:pause|wait|hold on)(?: a (?:moment|minute|second))?',
      '(?:just )?(?:a|one) (?:moment|second|minute)|(?:give me|i need) (?:just )?(?:a|one) (?:moment|second|minute)(?: to think)?',
    ],
    reword: [
      '(?:i )?(?:do|can) not (?:really |quite |fully )?understand',
      `(?:i )?(?:do|can) not (?:really |quite |fully )?understand (?:${object}|${meant}|${asks}|what to (?:say|answer))`,
      `(?:i )?(?:did|could) not (?:really |quite |fully )?understand (?:you|${question}|${meant}|${asks})`,
      `(?:i )?(?:do|did) not (?:really |quite )?(?:get|follow) (?:you|${question}|${meant})`,
      `i (?:am not sure|am unsure|am not certain|do not know) (?:${meant}|${asks}|(?:i|that i) understand(?: ${question})?|how to understand ${question})`,
      '(?:what|how) do you mean(?: (?:by|with) (?:that|this|it))?(?: exactly)?|what exactly do you mean',
      `what does (?:it|that|this|${question}) mean`,
      `what (?:is meant|are you asking(?: me| for| me for)?|exactly are you asking)(?: exactly| here| by that)?`,
      `${please}(?:rephrase|reword|explain|clarify|simplify)(?: ${object})?(?: (?:again|differently|more simply|in other words|in simpler words|in simple words|in plain words))?${forMe}`,
      `(?:${please})?(?:say|ask|put|phrase|word) (?:it|that|this|${question}) (?:differently|another way|in another way|in a different way|more simply|in other words|in other terms|in different words|in simpler words|in simple words|in plain words)${forMe}`,
      `(?:rephrase|reword|explain|clarify|simplify) (?:it|that|this|${question})${forMe}|rephrase|reword|rephrase please|reword please`,
      `${question} (?:is|was) (?:not clear|unclear|confusing|too complicated|hard to understand|difficult to understand|not understandable)(?: to me| for me)?`,
      '(?:it|that|this) is (?:not clear|unclear) to me',
    ],
    repeat: [
      `(?:${please})?repeat(?: (?:it|that|this|${question}))?(?: ${again})?${forMe}`,
      `(?:${please})?(?:say|ask|read|give me|read out|show me|state|tell me) (?:it|that|this|${question}) ${again}${forMe}`,
      `(?:can|could|may) i (?:please )?(?:hear|see|read|have) (?:it|that|${question}) ${again}`,
      `what (?:was|is) ${question}(?: again)?|what did you (?:say|ask)(?: me)?(?: just now)?`,
      `(?:i )?(?:did|could|can) not (?:hear|catch) (?:you|that|${question}|what you said|what you asked)`,
      `i (?:missed|forgot|have forgotten) (?:what you said|what you asked|${question})`,
      'come again|say again|say that again|again please|once more please|one more time please|pardon me what',
    ],
  },
  choices: {
    go_on: [
      `(?:(?:${want}|i will|i can|let us|shall we|we can|yes) )?(?:go on|continue|carry on|proceed|keep going|go ahead|move on)(?: with (?:this|it|the interview|the question|the next question|the next one))?`,
      '(?:the )?next(?: question| one)(?: please)?|next|skip(?: it| this| this question| the question)?|never mind|i changed my mind|i have changed my mind',
    ],
    help: ['(?:i (?:want|need|would like) |some )?help(?: please)?', 'ask for help|get help|the help'],
    person: [`${person}(?: please)?`, `(?:ask for|get|choose) ${person}`, 'yes (?:a )?(?:person|human)(?: please)?'],
    finish: [
      `(?:${want} )?finish(?: (?:here|now|the interview|this interview|it here|it now|the interview here|the interview now))?`,
      '(?:stop|end) here',
    ],
    withdraw: [
      `(?:i |${want} )?withdraw(?: from (?:this|the interview|the process)| my application)?`,
      'take (?:it|everything) back|withdrawal',
    ],
  },
  yes: /^(?:yes|yes please|yeah|yep|sure|ok|okay|do that|please do|please do that|yes do that|of course|i would|i do|correct|exactly)$/u,
  no: /^(?:no|nope|no thanks|no thank you|not now|rather not|i would rather not|do not)$/u,
};

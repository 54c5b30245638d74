// Answers of nurses on a hospital ward, written to known anchors.
import type { TrapJob } from './trap-types.ts';

export const wardNurse: TrapJob = {
  job: 'Ward nurse',
  competencies: [
    {
      name: 'Clinical observation',
      definition: 'Notices when the condition of a patient changes, measures, and escalates in time.',
      question: 'Tell me about a patient whose condition changed on your shift. What did you notice and do?',
      answers: {
        unknown:
          "I haven't worked with acute patients. I don't know, in such a case I always asked the other nurse to look.",
        general:
          'Observation is one of the most important tasks of a nurse. You have to look at the patient as a whole, check the vital signs and tell the doctor if something is not right.',
        solid:
          'An elderly lady after a hip operation was more confused than in the morning. I measured her temperature and oxygen, saw that the saturation was low, raised the head of the bed and called the doctor on duty.',
        strong:
          'A man on my side had a normal blood pressure but was sweating and restless. I repeated the observations every fifteen minutes, and his early warning score rose from 2 to 6. I called the rapid response team; he was in theatre 40 minutes later with an internal bleed and went home after nine days.',
        top: 'A diabetic patient was drowsy at two at night. Her chart said sleep aid, so one could have let her sleep, but her skin was clammy, and I measured her glucose instead of waiting for the morning round: 2.1. I gave glucose gel, rechecked after 15 minutes, it was 4.8, and informed the doctor, who halved the evening insulin. In the handover I pointed out that the sleep aid had hidden it; since then we check sugar before we give it to any patient on insulin. I learned not to trust a quiet patient.',
        terse:
          'Post-op day 1, urine output 15 ml/h, pulse 124. Suspected bleeding, not dehydration: belly hard. Escalated, Hb 68, theatre in 30 minutes. Survived.',
        secondLanguage:
          'I had patient after operation of the stomach, he say he is fine but I see he is very white and breathe fast. I measure: pulse 130, pressure 85. I call doctor immediately and I not wait for the visit in 1 hour. I put legs up and give oxygen. The doctor come in 5 minutes, he has bleeding, they operate him. If I wait for the visit it is maybe too late.',
        verboseEmpty:
          'Patients are at the centre of everything I do. I have a natural gift for sensing how people feel, and I bring empathy and warmth to every situation. Nursing is not a job for me but a calling. I always give my best, I am attentive at all times and I treat each person as I would like to be treated myself.',
        offTopic:
          'I moved here two years ago and found a flat near the park. I renegotiated the rent and pay 80 euros less than the person before me. I also set up a garden with tomatoes, 14 plants, which gave about 30 kilos.',
      },
    },
    {
      name: 'Medication safety',
      definition: 'Gives medication safely: right patient, drug, dose, route and time, and deals openly with errors.',
      question: 'Describe a medication error or near miss that you were involved in. What happened?',
      answers: {
        unknown: "I don't know of any. I have never given medication on my own, so I can't say anything about that.",
        general:
          'With medication you must always follow the five rights and check twice. Errors can happen to anyone, and it is important to report them.',
        solid:
          'I had drawn up heparin for the wrong bed because two patients had the same surname. I noticed it at the wristband check, threw the syringe away, drew up a new one and wrote an incident report.',
        strong:
          'On our ward, tablets were often given late in the evening. I kept a list for two weeks and saw that the round started while admissions came in. I proposed to move the round to seven and to wear a red vest so that nobody interrupts. Late doses went down from 22 to 5 per week.',
        top: 'A doctor had prescribed ten times the usual dose of morphine by a slip in the decimal point. I could have given it, it was signed, or waited for the round; I phoned her instead, since the patient was in pain, and we agreed on 2.5 mg. No harm was done. I suggested a dose limit in the electronic chart, and the pharmacy set one for nine drugs; it has stopped three similar slips so far. I also saw that I had only noticed because I knew the drug well, so now I look up every dose that I do not give weekly.',
        terse:
          'Potassium bags beside saline, same look. Nearly hung one. Reported, moved to locked cupboard, red labels. 0 mix-ups in 18 months, 3 before. Lock chosen over labels alone.',
        secondLanguage:
          'One time I see that the patient has allergy for penicillin but on the list is amoxicillin. I stop, I do not give, I call the doctor. He change it for other antibiotic. Then I look all 24 patient on the station and I find 2 more with wrong allergy list. I tell it in the meeting and now at the admission two nurses control the allergy, not one.',
        verboseEmpty:
          'I take medication extremely seriously and I am a very careful person. Safety is my highest priority, and I would never do anything that could harm anybody. I am convinced that with full attention and the right attitude errors can be avoided. My supervisors have always valued my reliability and my sense of responsibility.',
        offTopic:
          'In my free time I play the violin in an orchestra of 45 people. Last year I organised the ticket sale and we sold 320 tickets instead of 200, because I put posters in the shops rather than only on the internet.',
      },
    },
    {
      name: 'Communication with families',
      definition: 'Speaks with patients and relatives clearly and honestly, also when they are upset.',
      question: 'Tell me about a difficult conversation with a patient or a relative. How did you handle it?',
      answers: {
        unknown: "I can't think of an example. I don't have such conversations, the doctors do that.",
        general:
          'It is important to listen and to show understanding. Families are often under stress, so one should stay polite and explain things in simple words.',
        solid:
          'The son of a patient shouted at me because his mother had fallen. I took him to the quiet room, listened to him, explained what we had seen and how she had been examined, and arranged a talk with the consultant for the same afternoon.',
        strong:
          'A family was angry that nobody told them anything. I agreed with the daughter on one phone call a day at four, by me or my stand-in, and wrote it in the chart. The calls to the ward went from about ten a day to one, and at discharge the family thanked us in a letter.',
        top: 'A wife asked me not to tell her husband that his cancer had come back. I could have kept silent or told him against her wish. I asked him instead how much he wanted to know, and he said: everything, but with her beside me. So I prepared the talk with the doctor and sat next to the wife, and the two made plans for the hospice together the same day. I had nearly promised her silence in the corridor; I learned never to promise anything about information before I have asked the patient.',
        terse:
          'Relative filming staff, threatening. Sat down with him, asked what he feared: he had not seen a doctor in 3 days. Got one within the hour. Complaint withdrawn. Security would have escalated it.',
        secondLanguage:
          'The daughter of one patient was very angry, she say we do not wash her mother. I do not say she is wrong. I show her the paper with every day and hour. Then I see that Sunday is empty, so she was right. I say sorry and I speak with the team, now we write also when patient does not want wash. After this in 3 months no complaint more from family.',
        verboseEmpty:
          'Communication is my strength. I am a very open and warm person and everyone can talk to me about everything. I believe that words can heal and that a smile opens doors. With patience, empathy and respect every conversation becomes a success, and that is why people trust me from the first moment on.',
        offTopic:
          'I restored a boat with my brother. We replaced eleven planks and the whole deck, it took two summers. We first wanted to use oak, but larch was cheaper and lighter, so we took larch and saved 700 euros.',
      },
    },
    {
      name: 'Teamwork and handover',
      definition: 'Hands over completely, helps colleagues, and keeps the work of the ward going under pressure.',
      question: 'Tell me about a shift under high pressure. How did you and your colleagues get through it?',
      answers: {
        unknown:
          "I don't know, I have only worked in a practice with one doctor. I never had shifts with other nurses.",
        general:
          'In nursing teamwork is everything. Everybody has to help, and the handover has to go bed by bed, because otherwise information on drips or allergies gets lost.',
        solid:
          'We were two nurses for 28 patients because of the flu. I wrote a list of the urgent tasks on the board, took the drips and dressings, and my colleague did admissions; at the end we handed over bed by bed.',
        strong:
          'At night we got three emergency admissions in an hour. I asked the ward above for one nurse, moved the stable patients into one room and set a five-minute meeting every hour. All three were admitted within 50 minutes and no observation round was missed.',
        top: 'Handovers on our ward took 45 minutes and still things were forgotten. With two colleagues I tried a short written form per patient at the bedside. We also considered recording the handover, but nobody would have listened to it. After a month it took 20 minutes, and forgotten tasks fell from 9 to 2 per week. At first the night shift felt controlled, since I had not involved them; next time I would begin with the people who have the most to lose.',
        terse:
          'Two call-offs, 30 patients. Split by acuity, not by room; pulled float nurse for 3 post-ops. No missed dose, 12 of 12 obs on time. Debrief after.',
        secondLanguage:
          'It was Christmas and we was only 2 nurse for 26 patients. I say to my colleague: you make the medication, I make the wash and the bell, and each 2 hour we speak 5 minute. One patient was worse, then we stop the wash for all and go to him. We finish at 14:40, only 40 minutes later, and no medication was late. The wash can wait, the patient not.',
        verboseEmpty:
          'I am a team player through and through. I love my colleagues and they love me, and together we are strong. In hard times I always keep up the spirit, I never complain and I bring good energy. For me the team is like a second family, and with that attitude we have always overcome everything.',
        offTopic:
          'I like to travel. Last year I cycled from Vienna to Budapest, 300 kilometres in five days, and spent only 250 euros because I camped instead of sleeping in hotels. On the second day I repaired a broken chain myself.',
      },
    },
  ],
};

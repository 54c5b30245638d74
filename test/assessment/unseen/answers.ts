// Answers from many occupations, written before the rules were tried on them; each with the mark a careful reader gives.
// 3 heard (tells of an own deed, or says to have it), 2 mentioned, 1 says not to have it, null not about it.
export type Mark = 1 | 2 | 3 | null;
export type Occupation = {
  position: string;
  qualification: string;
  answers: readonly (readonly [mark: Mark, answer: string])[];
};

export const occupations: readonly Occupation[] = [
  {
    position: 'Ward nurse',
    qualification: 'Wound care',
    answers: [
      [
        3,
        'On the surgical ward I dressed a wound that would not heal. I asked for a swab, switched the dressing and photographed it every second day, and after two weeks it closed.',
      ],
      [
        2,
        'Wound care is really important because infections are dangerous. One should always disinfect and document everything.',
      ],
      [1, 'I have never done wound care on my own, our specialist did that for the whole ward.'],
      [
        null,
        'I moved house last spring and painted the kitchen yellow. My neighbour lent me a ladder and we finished in one day.',
      ],
    ],
  },
  {
    position: 'Forklift driver',
    qualification: 'Forklift licence',
    answers: [
      [3, 'Yes, I have a counterbalance forklift licence, I passed it in 2018 and renewed it last year.'],
      [1, 'I have no forklift licence yet, sorry.'],
      [1, 'Not yet. I do not have the forklift licence, but I am willing to take the course.'],
      [2, 'A forklift licence is something every warehouse should ask for, otherwise accidents happen.'],
    ],
  },
  {
    position: 'Barista',
    qualification: 'Handles a busy espresso bar',
    answers: [
      [
        3,
        'At my last café I ran the espresso bar on Saturdays alone. I pulled about two hundred shots a morning and set up the milk jugs before opening so that the queue never reached the door.',
      ],
      [2, 'A busy espresso bar needs calm people who like customers and good coffee.'],
      [1, "I haven't worked at an espresso bar so far, I only served filter coffee at school events."],
      [null, 'My favourite film is an old western. I have watched it eleven times with my brother.'],
    ],
  },
  {
    position: 'Lawyer',
    qualification: 'Drafts commercial lease contracts',
    answers: [
      [
        3,
        'Last year I drafted the lease for a shopping centre tenant. I negotiated the break clause down to three years and rewrote the service charge schedule, and both sides signed within a month.',
      ],
      [2, 'Commercial lease contracts are complicated and usually the devil is in the detail.'],
      [1, 'I have no experience with commercial leases, my practice was criminal law.'],
      [null, 'I sing in a choir and we toured through Italy. I organised the bus.'],
    ],
  },
  {
    position: 'Church musician',
    qualification: 'Leads choir rehearsals',
    answers: [
      [
        3,
        'When I took over, the choir had nine singers. I split the rehearsals into sectionals, brought in easier motets first and after a year we sang the Christmas Oratorio with forty people.',
      ],
      [2, 'Choir rehearsals need structure, warm-ups and a good atmosphere.'],
      [1, 'I have never led a choir rehearsal, I only play the organ.'],
      [null, 'I repaired my bicycle last week. The chain was rusty, so I replaced it.'],
    ],
  },
  {
    position: 'Backend engineer',
    qualification: 'PostgreSQL performance',
    answers: [
      [
        3,
        'Our PostgreSQL reports took minutes. I ran EXPLAIN, noticed a missing index on the join column and added it; the report dropped to two seconds.',
      ],
      [2, 'PostgreSQL, Redis, Kafka, Kubernetes, Terraform, CI/CD, microservices, agile, high performance.'],
      [1, "I haven't used PostgreSQL in production, only MySQL."],
      [null, 'I like hiking. We climbed three peaks in one weekend and slept in a tent.'],
    ],
  },
  {
    position: 'Primary school teacher',
    qualification: 'Classroom management',
    answers: [
      [
        3,
        'In my second year I had a class that shouted over each other. I introduced a talking stick, moved two desks and called the parents of three children, and within a month the classroom was calm.',
      ],
      [2, 'Classroom management is about rules, rituals and relationships.'],
      [1, 'I have not managed a classroom yet, I have only assisted another teacher.'],
      [null, 'I collect stamps. Last month I bought a rare one from Peru.'],
    ],
  },
  {
    position: 'Electrician',
    qualification: 'Wiring of residential buildings',
    answers: [
      [
        3,
        'I rewired a four-storey residential building from 1962. I pulled new cables through the old ducts, fitted residual current breakers and tested every circuit before handover.',
      ],
      [2, 'Residential wiring has to follow the regulations, and safety comes first.'],
      [1, 'I have never done residential wiring, I come from industrial automation.'],
      [null, 'My daughter plays chess and we travelled to a tournament in May. She won two games.'],
    ],
  },
  {
    position: 'Sales manager',
    qualification: 'Closing enterprise deals',
    answers: [
      [
        3,
        'The biggest enterprise deal was with a railway operator. I mapped their buying committee, offered a pilot in one depot and closed at 1.2 million after nine months.',
      ],
      [2, 'Closing enterprise deals is all about trust, passion and synergies across stakeholders.'],
      [1, 'I have not closed any enterprise deals, I only sold to small shops.'],
      [null, 'I renovated our garden and planted forty roses. It took me two summers.'],
    ],
  },
  {
    position: 'Chef',
    qualification: 'Menu planning for 200 guests',
    answers: [
      [
        3,
        'For a wedding with 220 guests I planned the menu with two starters that could be plated cold. I ordered the fish a day early, tested the sauce in bulk and everything left the pass in forty minutes.',
      ],
      [2, 'Menu planning for many guests needs a good overview and reliable suppliers.'],
      [1, 'I have never planned a menu for that many guests, sorry.'],
      [null, 'I learned to drive when I was thirty. The examiner was strict but fair.'],
    ],
  },
  {
    position: 'Accountant',
    qualification: 'Month-end closing in SAP',
    answers: [
      [
        3,
        'I was in charge of the month-end closing for four subsidiaries. I wrote a checklist, automated the accruals in SAP and cut the closing from nine days to five.',
      ],
      [2, 'Month-end closing in SAP is stressful everywhere, deadlines matter a lot.'],
      [1, "I don't have experience with SAP, we used another system and the closing was done by a tax adviser."],
      [null, 'We adopted a dog from the shelter. I trained him to fetch the newspaper.'],
    ],
  },
  {
    position: 'Bus driver',
    qualification: 'Category D driving licence',
    answers: [
      [3, 'I have held the category D licence since 2011 and have driven city buses ever since.'],
      [1, 'No, I only have a car licence. I do not have category D yet.'],
      [2, 'The category D licence is expensive nowadays.'],
      [null, 'I cooked dinner for my grandparents on Sunday and baked a cake.'],
    ],
  },
  {
    position: 'Warehouse worker',
    qualification: 'Can lift 25 kg',
    answers: [
      [3, 'Yes, I can lift 25 kg, at the brewery I carried crates of that weight all day.'],
      [1, 'I cannot lift 25 kg at the moment because of an operation.'],
      [3, 'Sure, I lifted 25 kg bags of cement every day in my last job.'],
    ],
  },
  {
    position: 'Graphic designer',
    qualification: 'Designs brand identities',
    answers: [
      [
        3,
        'For a bakery chain I designed the whole brand identity. I interviewed twelve customers, sketched three directions and delivered a manual with logo, colours and signage.',
      ],
      [2, 'Brand identities should be simple, memorable and consistent.'],
      [1, 'I have never designed a brand identity, I have only done retouching.'],
      [null, 'I speak three languages because my parents moved a lot.'],
    ],
  },
  {
    position: 'Farm worker',
    qualification: 'Milking and care of dairy cows',
    answers: [
      [
        3,
        'On our dairy farm I milked eighty cows twice a day. One cow had a swollen udder, so I separated her, called the vet and treated her for a week.',
      ],
      [2, 'Dairy cows need regular milking and clean stables.'],
      [1, 'I have never milked a cow, but I grew up near a farm.'],
      [null, 'I fixed the printer in the office twice. The paper was always jammed.'],
    ],
  },
  {
    position: 'Social worker',
    qualification: 'Conflict mediation in families',
    answers: [
      [
        3,
        'Two brothers in a family I looked after refused to speak. I met each of them alone, wrote down what both wanted and then mediated a meeting at the kitchen table. They agreed on a plan for the flat.',
      ],
      [2, 'Conflict mediation in families requires empathy and neutrality.'],
      [1, "I can't say much about mediation, I have not done that."],
      [null, 'I bought a new phone and sold the old one online within an hour.'],
    ],
  },
  {
    position: 'Train dispatcher',
    qualification: 'Willing to work night shifts',
    answers: [
      [3, 'Yes, I can do that. I worked night shifts at the signal box for six years.'],
      [1, 'I cannot work night shifts, I am sorry.'],
      [3, 'I have no problem with night shifts, I did them for years at the hospital and slept well.'],
    ],
  },
  {
    position: 'Second-language carpenter',
    qualification: 'Builds staircases from oak',
    answers: [
      [
        3,
        'One time the customer want staircase with curve. I measure two days, I make model from cheap wood, then I build it from oak and nothing squeak.',
      ],
      [2, 'Oak staircase is very nice and strong, people like it.'],
      [1, 'I never build staircase, only windows and doors.'],
    ],
  },
];

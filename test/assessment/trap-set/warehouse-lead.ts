// Answers of warehouse team leads, written to known anchors.
import type { TrapJob } from './trap-types.ts';

export const warehouseLead: TrapJob = {
  job: 'Warehouse team lead',
  competencies: [
    {
      name: 'Inventory accuracy',
      definition: 'Keeps counted stock and booked stock equal, finds the causes of differences and removes them.',
      question: 'Tell me about a time when stock and system did not match. What did you do?',
      answers: {
        unknown: "I never did counting, I only loaded trucks. I don't know how differences are found.",
        general:
          'Stock differences are normal in a warehouse. It is important to count regularly and to book everything correctly, otherwise the system is wrong.',
        solid:
          'We were missing forty cartons of printer paper in the yearly count. I went through the bookings of the last two weeks with the clerk, and we found that a return had been put on the wrong shelf and booked as scrapped.',
        strong:
          'Our cosmetics aisle was always short. I started a daily count of ten locations and wrote down who had booked last. It turned out that two items had nearly the same barcode label. I had the labels reprinted in another colour, and the difference fell from 3 percent to 0.4 percent within a month.',
        top: 'At year end we had a gap of 18,000 euros in small parts. I considered closing the zone for a full count, but that would have stopped shipping for a day, so I chose rolling counts by night shift, aisle by aisle. After three weeks 15,000 of it was explained: mostly partial boxes booked as full ones. I changed the packing sheet so that the unit is printed large. I should have looked at the units first; that is the first thing I check now.',
        terse:
          'Shrinkage 2.1 to 0.3 percent in one quarter. Cycle counts on A-items weekly, locked cage for phones. Full stocktake rejected: 2 days of lost shipping.',
        secondLanguage:
          'In my old warehouse the system say 100 box but on shelf is only 80. I speak with night shift and I look the scanner list. People scan one time for two box. I teach them and I put picture on the wall how to scan. Before we miss 20 box every week, after one month only 2. My boss want new scanner, but scanner was not the problem, so we save this money.',
        verboseEmpty:
          'Accuracy is everything to me. I am a very organised person and I always make sure things are in order, because order is half of life. In my opinion one must have a good eye and take responsibility. I have always received very positive feedback on my way of working and I give everything to make the company successful.',
        offTopic:
          'I coach the under-twelves in our football club. We lost the first six matches, then I changed the positions and trained passing twice a week, and we won eight of the next ten. Instead of the tallest boy I put the quickest one in goal.',
      },
    },
    {
      name: 'Workplace safety',
      definition: 'Sees hazards on the floor, acts before somebody is hurt and makes people follow the rules.',
      question: 'Describe a dangerous situation at work that you noticed. How did you react?',
      answers: {
        unknown:
          "I can't remember any dangerous situation. Nothing comes to mind, sorry, and safety was never my topic.",
        general:
          'Safety always comes first. Everybody should wear shoes and vests and drive slowly. If there is a danger one has to report it to the supervisor.',
        solid:
          'A forklift driver took the corner at dock four far too fast and almost hit a temp. I stopped him, took him off the truck for the rest of the shift and reported the near miss to the safety officer the same day.',
        strong:
          'Racking near the ramp kept getting bumped, one upright was bent. I closed the aisle, unloaded the upper levels and called the inspector. Then I had steel guards fitted and painted a walking lane. In the following year we had no collision there, before that it was about one per month.',
        top: 'We had four near misses between pedestrians and forklifts in a month. I looked at the camera recordings and saw that all of them happened at shift change. One option was a barrier, but it would have blocked the fire exit, so I moved the shift change door to the other side and delayed truck starts by ten minutes. Near misses went from four a month to one in half a year. My first posters did nothing, which taught me to change the way instead of warning people.',
        terse:
          'Battery room: acid leak, no eyewash. Evacuated, neutralised, reported. Bought eyewash and lids the same week for 600 euros. Zero burns since, two the year before. Lids preferred over training alone.',
        secondLanguage:
          'One day I see that the fire door is blocked with pallets. I take away the pallets with my colleague and I tell the shift leader. Next day again blocked. So I paint yellow lines on floor and I ask the chief for camera. After that never again blocked, before it was 3 or 4 times in the week. Only talking was not enough, people forget.',
        verboseEmpty:
          'Safety is a matter of heart for me and I live it every day. I am a role model for others and I always have a watchful eye on everything. It is about awareness and about caring for each other like a family. When everyone takes responsibility and stays motivated, nothing can happen, and this is exactly the spirit that I bring.',
        offTopic:
          'My English is good because I watch many series. I like cooking, mostly Thai food, and I once cooked for sixty guests at a wedding with a budget of 900 euros, that was 300 less than planned because I bought at the market.',
      },
    },
    {
      name: 'Shift planning',
      definition:
        'Plans people and work of a shift so that trucks leave on time, and adapts when something goes wrong.',
      question: 'Tell me about a shift where the plan did not hold. How did you make sure the trucks left on time?',
      answers: {
        unknown: "I have never planned a shift, I don't know. The supervisor wrote the list and I followed it.",
        general:
          'Planning is important because there is always something unexpected. You need flexible people, and you should have a plan B for trucks that come late.',
        solid:
          'Three pickers called in sick on a Monday before a holiday. I moved two people from returns to picking, put the urgent orders for the first truck on top and drove the reach truck myself until noon.',
        strong:
          'In December our conveyor broke at six in the evening. I split the crew in two groups, had one push carts by hand for the express orders and let the other one pre-pack for the morning. All 11 express trucks left on time, and only 70 of 2,400 normal orders went out a day later.',
        top: 'On the first day of a big promotion we received twice the volume. I had to choose between overtime for everybody and leaving bulk orders for the next day. Overtime would have left me without rested drivers on day two, so I called the three bulk customers and agreed on a later delivery. We shipped 96 percent of the parcels that day. Afterwards I compared forecast and real volume and found that the forecast ignored promotions; since then sales sends me the calendar.',
        terse:
          'Dock 2 closed, 14 trucks due. Reslotted by departure, cross-docked 5, called 3 carriers. 13 of 14 on time. Chose late bulk over late express.',
        secondLanguage:
          'It was Friday and four people not come. We have 9 truck to load. I call two people from other hall, I change the order, first the truck with long way. I also load myself. At the end 8 truck go on time and one only 20 minutes late. If I wait for new people from agency it is too late, because agency need two hours.',
        verboseEmpty:
          'I am very flexible and I work well under pressure. Planning is my passion and I always keep the overview even when it gets stressful. I believe good planning starts in the head, and with a positive attitude one can master every challenge. My colleagues know they can rely on me at all times and in every situation.',
        offTopic:
          'For two years I have been learning the guitar. I practise thirty minutes per day and have learned 25 songs. At first I took a teacher, then I compared some apps and chose one, which was cheaper at 8 euros per month.',
      },
    },
    {
      name: 'Leading people',
      definition: 'Leads a team on the floor: trains newcomers, gives feedback and handles conflicts fairly.',
      question: 'Give me an example of how you helped somebody in your team to do better.',
      answers: {
        unknown:
          "I have no experience with leading people. I haven't trained anybody, I would have to learn that first.",
        general:
          'A leader has to be fair and has to motivate. Everyone is different, so you have to find out what each person needs and give feedback.',
        solid:
          'We had a new picker who was very slow with the scanner. I walked two shifts beside him, showed him how to sort the list by aisle, and let him teach the next newcomer himself.',
        strong:
          'Two experienced packers refused to work together after a quarrel. I talked to each of them alone, found out that it was about the break times, and put the breaks on a written rota. They have shared a table again since March, and their station went from 55 to 80 parcels per hour.',
        top: 'Half of our temps left within two weeks. I asked eleven of them why: nobody had explained the job to them. I thought about a bonus for staying, but that would have treated the symptom, so I paired each newcomer with a mentor for three days and paid the mentors an extra hour. Turnover in the first month dropped from 50 to 15 percent. It cost us some output in the first week, which I had underestimated; today I start newcomers on Tuesdays and not on Mondays.',
        terse:
          'Underperforming loader, 60 percent of target. Found: he could not read labels. Arranged glasses and icons. 105 percent after 4 weeks. Warning letter would have lost him.',
        secondLanguage:
          'A new man in my team make many mistake and other people laugh on him. I take him in my line and I explain slowly, also with pictures because his language is like mine not so good. I control his box every day. First week 15 mistakes, after three week only one. The chief say to send him away, I say no, give him time, because he work hard.',
        verboseEmpty:
          'Leadership is in my blood. People naturally follow me because I am authentic and I lead by example. I believe in open doors, in respect and in the power of motivation. A good leader inspires and empowers, and this is what I do day by day, always with a smile and always with full commitment for my people.',
        offTopic:
          'I renovated my flat last winter. I tiled the bathroom, 12 square metres, laid the floor and saved about 4,000 euros compared with the offer of a firm. The hardest part was the door frames, I had to cut two of them again.',
      },
    },
  ],
};

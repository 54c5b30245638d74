// Answers of back-end engineers, written to known anchors.
import type { TrapJob } from './trap-types.ts';

export const backendEngineer: TrapJob = {
  job: 'Back-end engineer',
  competencies: [
    {
      name: 'Database performance',
      definition: 'Finds out why queries on PostgreSQL are slow and makes them fast without breaking correctness.',
      question: 'Tell me about a time when a query or a table became a bottleneck. What did you do about it?',
      answers: {
        unknown:
          "I haven't really worked with query tuning, to be honest. Our DBA did that, I don't know how he approached it.",
        general:
          'Usually slow queries come from missing indexes. You should look at the execution plan and think about caching, and also the hardware can be a limit. It depends on the database.',
        solid:
          'At my last company the order history page timed out for big accounts. I ran EXPLAIN on the query, found that it did a sequential scan on the order_items table, and added a composite index on account_id and created_at.',
        strong:
          'The nightly invoice export took almost three hours. I profiled it and saw that the ORM loaded every customer one by one. I replaced that with a single join and a server-side cursor. The export went from 170 minutes down to 12, and the replica stopped lagging.',
        top: 'Our search endpoint had a p95 of 2.4 seconds. I compared two options: a materialised view, and a partial index on active listings only. The view would have been faster still, but it would have shown stale prices for up to a minute, so I chose the index. p95 fell to 180 ms. What I missed was the longer vacuum time on that table; since then I check bloat a week after every new index.',
        terse:
          'Cut checkout p95 from 900 to 120 ms: batched N+1 queries, covering index on tenant_id. Rejected caching, prices must not be stale.',
        secondLanguage:
          'In my last work the report of the sales was very slow, the users wait 40 seconds. I look the plan of the query and I see it read all table. I make index for date and shop, and I split the table by month. After this the report need only 3 seconds. I think also about cache, but data change all time, so cache is not good here.',
        verboseEmpty:
          'Performance is something I am extremely passionate about. In every role I always make sure that everything performs at the highest level, because at the end of the day quality and speed matter to the customer. I believe that with the right mindset, a proactive approach and good communication every bottleneck can be overcome. I constantly strive to improve and I leverage best practices to achieve outstanding results for all stakeholders.',
        offTopic:
          'Last summer I organised the trip of our hiking club to the Dolomites. I booked three huts for 24 people, negotiated a discount of 15 percent with the bus company, and when it rained I moved the second day to a museum instead of the summit.',
      },
    },
    {
      name: 'Incident response',
      definition: 'Restores a failing production service quickly, finds the root cause and keeps it from coming back.',
      question: 'Describe an outage or incident in production that you were part of. What was your role?',
      answers: {
        unknown:
          "I have never been on call. I don't know what I would do, the operations people handled incidents for us.",
        general:
          'In an incident the most important thing is to stay calm, look at the logs and inform people. Afterwards there should be a post-mortem without blame.',
        solid:
          'One Saturday our login service returned errors after a certificate had expired. I was paged, checked the gateway logs, found the expired certificate and renewed it by hand in Vault, then I restarted the pods.',
        strong:
          'During a sale the payment queue filled up and orders were stuck. I was incident lead, so I paused the retry job, rolled back the release from that morning and drained the queue in batches. Service was restored in 25 minutes and all 4,300 stuck orders went through.',
        top: 'Our API went down at two in the morning because a migration held a lock on the users table. I killed the migration, traffic recovered within six minutes. I thought about rerunning it with a lock timeout straight away, but decided against it because we could not watch it properly at night. In the review I proposed that every migration gets lock_timeout set and runs on a copy first. I learned that my own checklist had no step for long locks; in the year since we have had no lock outage.',
        terse:
          'Redis failover looped, checkout down. Pinned the primary, disabled sentinel, back in 9 minutes. Chose manual failover over restart: restart risked losing 20k sessions. Added split-brain alert.',
        secondLanguage:
          'Once the server of mail stop in the night and the clients call very angry. I connect, I see the disk is full of logs 100 GB. First I delete old logs for the service come back, it take 10 minutes. Then I make rotation of logs and alarm when disk is more than 80 percent. I could also buy bigger disk, but this only hide the problem.',
        verboseEmpty:
          'Incidents are part of life and I always see them as an opportunity to grow. I am known for keeping a cool head, staying positive and bringing people together in difficult moments. I take full ownership and I make sure that we learn, because learning is key. Teamwork, resilience and communication are the pillars on which I build my professional attitude every day.',
        offTopic:
          'My favourite hobby is restoring old motorcycles. I rebuilt the engine of a 1978 Honda, which took me four months, and sold it for twice the price I had paid. I could have bought new carburettors, but cleaning the old ones was cheaper.',
      },
    },
    {
      name: 'Testing',
      definition: 'Writes automated tests that catch regressions before release and keeps the suite fast and trusted.',
      question: 'How have you made sure that your changes do not break things? Give me one concrete example.',
      answers: {
        unknown:
          "We didn't have automated tests where I worked. I have no experience with writing them, I only clicked through the screens.",
        general:
          'I think unit tests are important and coverage should be high. Integration tests are also good. Every team should have a pipeline that runs them.',
        solid:
          'For the new discount rules I wrote table-driven unit tests with about thirty cases, and one integration test against a real PostgreSQL in Docker, so that rounding mistakes show up in the pipeline.',
        strong:
          'Our end-to-end suite was flaky and people ignored it. I collected the failures of two weeks, found that most came from fixed sleeps, and replaced those with waits for a condition. The failure rate went from one in five runs to one in two hundred, and the team turned the merge block back on.',
        top: 'A refund bug reached customers even though coverage was 91 percent. I introduced property-based tests for the ledger: sums must balance after any sequence of operations. I weighed that against recording production traffic and replaying it, which would have found more but meant handling personal data. The new tests found two further rounding bugs in the first week. Looking back, chasing the coverage number was my mistake; now I first ask which mistake would hurt.',
        terse:
          'Contract tests between billing and CRM, run per merge. Breaking changes in production: 7 per quarter to 0. Picked contracts over full e2e: 2 minutes instead of 40.',
        secondLanguage:
          'In our project the test need 50 minutes, so nobody wait for it. I look which test is slow and I see every test make new database. I change it, now the tests use one template and copy, it take 8 minutes. Somebody said delete the slow tests, but I did not want, because these tests find real bugs before.',
        verboseEmpty:
          'Quality is in my DNA. I always go the extra mile to make sure that what I deliver is perfect, and I never compromise. I believe every professional should take responsibility for quality, and I motivate everyone around me to have the same high standards, because quality is not an act but a habit and it makes all the difference in the end.',
        offTopic:
          'I speak four languages and I have lived in three countries, which gave me a broad view of the world. My parents ran a bakery, and as a child I sold bread on the market each Saturday. I raised the takings by 20 percent with a new stand.',
      },
    },
    {
      name: 'Collaboration',
      definition: 'Works with designers, product and other engineers, and resolves disagreement on the merits.',
      question: 'Tell me about a disagreement with a colleague about how something should be built. How did it end?',
      answers: {
        unknown: "I can't think of anything. I never had a disagreement, I just do what is in the ticket.",
        general:
          'Disagreements happen in each team. It is best to listen to the other person, be respectful and find a compromise that works for both sides.',
        solid:
          'A colleague wanted to split the billing code into a service of its own and I was against it. I asked him to draw the boundaries, we sat down with the product manager for an hour, and we agreed on a module inside the monolith with a clear interface.',
        strong:
          'Our designer insisted on live validation on each key press, I feared for the load. I built both variants behind a flag and we measured them with 200 users: hers had 18 percent fewer abandoned forms and the load was fine. I withdrew my objection and we shipped hers.',
        top: 'Another team wanted to share our database, I wanted an API. I wrote down what each option would cost: direct access was two days of work but would have frozen our schema, the API three weeks. We agreed on a read-only view with an expiry date as a middle way. It went live within a week and unblocked four people. I had argued from principle at first, which only hardened the fronts; next time I would bring the numbers to the first meeting.',
        terse:
          'Tech lead wanted Kafka, I wanted a PostgreSQL queue. Load test both: 40 events/s needed, queue did 900. We took the queue, saved one cluster. Agreed to revisit at 500/s.',
        secondLanguage:
          'My colleague want to write all in new framework and I did not agree. We argue two days. Then I say: let us make small part in both and compare. We make one page, new framework was faster to write, 2 days and not 5, so I accept and we use it. From this I learned that I must try before I say no.',
        verboseEmpty:
          'I am a real team player and everyone loves working with me. I believe that great things are never done by one person, they are done by a team of people. I always bring positive energy into the room, I respect every opinion, and I make sure that everybody feels heard and valued, because trust and mutual respect are the foundation of success.',
        offTopic:
          'I finished my degree in chemistry with a thesis about polymers for water filters. I produced 60 samples and the best one held back 97 percent of the lead, which was better than the commercial product we used for comparison.',
      },
    },
  ],
};

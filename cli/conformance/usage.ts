// What `--help` says: by hand, so that listing commands loads no contract; a test holds it against them.
export const CONFORMANCE_USAGE = `npm run parley -- conformance <contract> --url <address> [options]

Checks any endpoint, ours or somebody else's, against what its contract must and should keep: real calls, a line per rule, and for
broken rules what was sent and answered, without the secrets. Nothing of Parley has to run, and no database is needed.

  native      Parley's own API                  --url https://host          --key [--tenant] [--foreign-key]
  aria        ARIA's public API                 --url https://host/api/v1   --key [--import-key --job-id] [--foreign-key]
  greenhouse  a Greenhouse assessment partner   --url https://host/api/ats  --key [--foreign-key] [--test-id] [--ats-key]
  mariohr     MarioHR's variant of it           the same
  ashby       an Ashby assessments partner      --url https://host/api/ashby     as greenhouse
  workable    a Workable assessment provider    --url https://host/api/workable  --key [--test-id] [--ats-key]
  solidats    a SolidATS app                    --url <its webhook address> [--ats-key] [--app-id]
  webhooks    a receiver of Parley's webhooks   --url <its address> --secret [--tenant]

What it leaves behind: it orders real interviews where the contract is about ordering, three to five in a run, each for --email,
which is invited by mail: conformance@example.com, where no mail arrives, unless you say otherwise. native names nobody, and
cancels its own at the end; ashby cancels one. aria only reads, unless it is given --import-key and --job-id. webhooks sends about
twenty-five signed and forged events with data.test: true. Nothing is deleted.

  --key, --secret …   secrets; @file reads one from a file. They are never shown again
  --foreign-key       a key of another customer or tenant: that nothing of the first can be seen with it
  --import-key        a key of ARIA's kind candidate_import; also the one that lacks the scope to read; --job-id says for which job
  --app-id            the id of a SolidATS app, which it has to name when it calls back
  --tenant            which tenant, with a platform's key; or of which the events are said to be
  --test-id           what to order (the first that is listed)
  --ats-key           what the endpoint has to present when it calls the ATS back
  --list-tests, --send-test, --test-status, --response-error   addresses of greenhouse and mariohr that do not lie below --url
  --email             who is invited to the test interviews (conformance@example.com)
  --listen            [host:]port to take call backs at; without it on this machine, for an endpoint on this machine
  --callback-url      where the outside reaches that
  --wait              seconds to wait for call backs and plans (15). A result is called back once the interview is over:
                      with --wait 3600 there is time to hold it
  --timeout           seconds until an answer counts as none (30)
  --within            seconds for answers that are promised quickly (15)
  --junit <file>      also as JUnit XML: a broken must is a failure, a broken should is skipped
  --json              the findings as JSON
  --list              show the rules and where they come from, and call nobody

A rule that cannot be tried is skipped, with what it would need. Exit code 0 when no must is broken, 1 when one is, 2 when nothing
was tried: wrong arguments, or nobody there.`;

export const STATS_HELP = `dos-hook stats: how often the hook was asked, what it said, how long it took

Usage
  dos-hook stats [--json | --openmetrics] [--workspace DIR]

What you see
  --json            one object with all figures
  --openmetrics     the same for Prometheus, as OpenMetrics text
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

What the figures are
  Every decision about a loop leaves one line in .dos/metrics, of which the latest
  4,000 to 8,000 or so are kept. An ordinary turn leaves none, on purpose: so
  "unarmed" counts only Stops of a loop that were left alone, because the turn had
  been held before or because the host comes back by itself.

  stepped in      the share of all decisions that were held, halted, refused, denied
                  or stretched; up to 10 % it is a light touch, up to 50 % a firm
                  hand, above that a nanny
  p50, p95, p99   the latency that so many percent of decisions don't exceed, by
                  nearest rank, from the start of the hook; waits are not in it
  days            in UTC: one bar a day, a dot where nothing was asked

Environment
  DOS_HOOK_METRICS=0   nothing is written down

Statuses: 0, also where nothing was observed yet; 1 for a wrong command line, or
where the figures can't be read.

Examples
  dos-hook stats --json | jq .intervention_rate
  dos-hook stats --openmetrics > /var/lib/node_exporter/dos-hook.prom`

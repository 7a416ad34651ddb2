/** One server-sent event. */
export interface ServerEvent {
  readonly event?: string
  readonly data: unknown
}

/** A whole stream of server-sent events as one response. */
export function eventStream(events: readonly ServerEvent[]): Response {
  return new Response(events.map(line).join(''), { headers: { 'content-type': 'text/event-stream' } })
}

function line({ event, data }: ServerEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`
}

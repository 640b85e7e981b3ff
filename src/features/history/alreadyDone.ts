import { sayInstant } from '../../platform/london.ts'

/** What is told of something that was done already: by whom and when. "Ada One did this at 6:04pm today." */
export const sayDoneBy = (last: { by: string; at: Date } | undefined, reader: { name: string }): string =>
  last === undefined ? '' : `${last.by === reader.name ? 'You' : last.by} did this at ${sayInstant(last.at)}.`

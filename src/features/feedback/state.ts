import type { StatusTag } from '../../platform/http/components.ts'

/** Where the feedback of an establishment stands, as it is listed. One that was sent may have been read and replied to as well. */
export const FEEDBACK_STATES = {
  not_drafted: { tag: 'Not drafted', colour: 'grey', label: 'Not drafted', heading: 'Not drafted yet', counts: 'notDrafted' },
  drafted: { tag: 'Drafted', colour: 'blue', label: 'Drafted', heading: 'Drafted, and ready to send', counts: 'drafted' },
  changed: {
    tag: 'Changed since',
    colour: 'orange',
    label: 'Changed since',
    heading: 'Changed since the draft',
    counts: 'changed',
  },
  sent: { tag: 'Sent', colour: 'green', label: 'Sent', heading: 'Sent', counts: 'sent' },
  waiting: {
    tag: 'Not sent yet',
    colour: 'grey',
    label: 'Waiting to be sent',
    heading: 'Waiting to be sent: no letter has left yet',
    counts: 'waiting',
  },
  undelivered: {
    tag: 'Not delivered',
    colour: 'red',
    label: 'Could not be delivered',
    heading: 'Could not be delivered: no letter arrived',
    counts: 'undelivered',
  },
  acknowledged: { tag: 'Read', colour: 'green', label: 'Read', heading: 'Read, as someone there said', counts: 'acknowledged' },
  replied: { tag: 'Wrote back', colour: 'green', label: 'Wrote back', heading: 'Wrote back', counts: 'replied' },
  to_answer: {
    tag: 'Reply to answer',
    colour: 'orange',
    label: 'Replies to answer',
    heading: 'Wrote back, and waits for an answer',
    counts: 'toAnswer',
  },
  excused: {
    tag: 'Not written to',
    colour: 'grey',
    label: 'Not written to',
    heading: 'Not written to: no return is expected of them',
    counts: 'excused',
  },
} as const satisfies Record<string, { tag: string; colour: StatusTag['colour']; label: string; heading: string; counts: string }>

export type FeedbackState = keyof typeof FEEDBACK_STATES
export const isFeedbackState = (text: string): text is FeedbackState => Object.hasOwn(FEEDBACK_STATES, text)

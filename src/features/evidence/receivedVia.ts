/** How a file came. */
export const RECEIVED_VIA_WORDS = {
  online: 'Attached online',
  email: 'Received by email',
  offline_return: 'The return itself, as received',
} as const
export type ReceivedVia = keyof typeof RECEIVED_VIA_WORDS

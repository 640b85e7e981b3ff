/** An email address as it is kept and compared: one mailbox has one spelling, however it was typed. The only place that folds one. */
export const foldEmail = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

/** Stands in a body where the audit link of the message's invitation goes; filled in when the mail leaves or staff read it. */
export const AUDIT_LINK = '{{audit link}}'
/** Stands in a body where a link to report progress on an action goes; filled in only when the mail leaves. */
export const ACTION_LINK = '{{action link}}'
/** Stands in a body where a member of staff's link to set a password goes; filled in only when the mail leaves. */
export const PASSWORD_LINK = '{{password link}}'

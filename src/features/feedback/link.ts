/** Where the links of feedback lead; the purpose of their tokens too. */
export const LINK_PATH = '/feedback'

import { together } from '../support/together.ts'

await together(new URL('./issuing/', import.meta.url))

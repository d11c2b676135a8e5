/** How a reference's clock meets the recording's; a delay that remains is compare-rates' offset. */
import { text } from '@chirpflow/graph'

export const startParam = text({
  default: '',
  label: 'Recording began',
  help: "Clock time at which the radar recording began, in the way the file writes its times: 10:12:00, 2024-05-03 10:12:00, or with a zone. Empty: the file's first clock time is the beginning of the recording. Times that count from 0 count from the beginning of the recording.",
})

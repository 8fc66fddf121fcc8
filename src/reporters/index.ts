/** What the commands may use of the reporters. */
export { renderFindingsCsv } from './csv.js';
export {
  confidentialityLine,
  coverageSentence,
  decisionReason,
  decisionWord,
  type Exposure,
  exposureSentences,
  type FirstThing,
  firstThings,
  firstTitle,
  interruption,
  scoreSentence,
  seenSentence,
  sourceBand,
  technicalOnlyLine,
} from './headline.js';
export { renderHtml } from './html.js';
export { renderJson } from './json.js';
export { renderMarkdown } from './markdown.js';
export { cut, safeText } from './text.js';
export { DECISION_WORDS, OUTCOME_WORDS, pillarTitle, SEVERITY_WORDS, scoreText } from './wording.js';

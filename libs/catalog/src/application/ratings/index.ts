export { DeleteRating } from './delete-rating';
export { HideRating } from './hide-rating';
export { PutRating } from './put-rating';
export { type RatingSummary, ReadRatings } from './read-ratings';
export { ReplyToRating } from './reply-to-rating';

import { RATING_LIMITS } from '@portolan/catalog';
import { z } from 'zod';
import { instant, locale, text, uuid } from '../http/schemas';

const stars = z.number().int().min(1).max(5);

// Characters are counted by the domain; here is what bounds the request.
export const ratingBody = z
  .strictObject({ stars, text: text(0, 2 * RATING_LIMITS.text).nullish(), locale })
  .meta({ id: 'PutRating' });

const fields = {
  id: uuid,
  author: z.string(),
  stars,
  text: z.string().nullable(),
  locale,
  editedAt: instant,
  reply: z.object({ text: z.string(), at: instant }).nullable(),
};
export const rating = z.object(fields).meta({ id: 'Rating' });
export const ownRating = z.object({ ...fields, hidden: z.boolean() }).meta({ id: 'OwnRating' });
export const ratingSummary = z
  .object({ count: z.number().int(), average: z.number().nullable() })
  .meta({ id: 'RatingSummary' });
export const replyBody = z
  .strictObject({ text: text(1, 2 * RATING_LIMITS.reply) })
  .meta({ id: 'ReplyToRating' });

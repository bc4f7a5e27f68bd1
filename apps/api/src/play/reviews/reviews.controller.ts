import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { RATING_LIMITS, type RatingView, ReadRatings, ReplyToRating } from '@portolan/catalog';
import { type AccountActor, notFound } from '@portolan/platform';
import { z } from 'zod';
import { CurrentActor, OwnedApp } from '../../auth/current-actor';
import { text, uuid } from '../../http/schemas';
import { APPLICATION, PlayRoute } from '../play-route';
import { notImplemented } from '../unimplemented.controller';

const listQuery = z.looseObject({
  maxResults: z.coerce.number().int().min(1).max(100).default(10),
  token: z.string().max(1_000).optional(),
});
const replyBody = z.looseObject({ replyText: text(0, 2 * RATING_LIMITS.reply) });

/** `reviews`: ratings with a text. Nothing is translated, and nothing is known of the device. */
@Controller(`${APPLICATION}/reviews`)
export class PlayReviewsController {
  constructor(
    private readonly ratings: ReadRatings,
    private readonly replyToRating: ReplyToRating,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(
    @OwnedApp() appId: string,
    @Query({ schema: listQuery }) { maxResults: limit, token }: z.infer<typeof listQuery>,
  ) {
    const page = { limit, cursor: token === '' ? undefined : token };
    const { data, nextCursor } = await this.ratings.list(appId, { withText: true }, page);
    return {
      reviews: data.map(googleReview),
      ...(nextCursor !== null && { tokenPagination: { nextPageToken: nextCursor } }),
    };
  }

  @Get(':reviewId')
  @PlayRoute('apps:read')
  async get(@OwnedApp() appId: string, @Param('reviewId') reviewId: string) {
    return googleReview(await this.ratings.one(appId, known(reviewId)));
  }

  /** `{reviewId}:reply`; HTML is not stripped but shown as it is. */
  @Post(':reviewAndVerb')
  @PlayRoute('listings:write')
  async reply(
    @OwnedApp() appId: string,
    @Param('reviewAndVerb') reviewAndVerb: string,
    @Body({ schema: replyBody }) { replyText }: z.infer<typeof replyBody>,
    @CurrentActor() actor: AccountActor,
  ) {
    const [id = '', verb] = reviewAndVerb.split(':');
    if (verb !== 'reply') throw notImplemented();
    const ratingId = known(id);
    const { reply } = await this.replyToRating.execute({ appId, ratingId, text: replyText, actor });
    if (reply === null) throw new Error('A reply that was written is there.');
    return { result: { replyText: reply.text, lastEdited: timestamp(reply.at) } };
  }
}

function googleReview({ id, author, stars, text: words, locale, editedAt, reply }: RatingView) {
  const userComment = {
    text: words ?? '',
    lastModified: timestamp(editedAt),
    starRating: stars,
    reviewerLanguage: locale,
  };
  const answers =
    reply === null ? [] : [{ developerComment: { text: reply.text, lastModified: timestamp(reply.at) } }];
  return { reviewId: id, authorName: author, comments: [{ userComment }, ...answers] };
}

function timestamp(rfc3339: string): { seconds: string; nanos: number } {
  const milliseconds = Date.parse(rfc3339);
  return { seconds: String(Math.floor(milliseconds / 1_000)), nanos: (milliseconds % 1_000) * 1_000_000 };
}

/** @throws DomainError `rating-not-found`. */
function known(reviewId: string): string {
  if (!uuid.safeParse(reviewId).success) throw notFound('rating');
  return reviewId;
}

import { DomainError } from '@portolan/platform';

const PACKAGE_NAME = /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)+$/;
export const PACKAGE_NAME_MAX_LENGTH = 255;

/** Android's name of an app, unique in the store and never changed: every device knows the app by it. */
export class PackageName {
  private constructor(readonly value: string) {}

  /** @throws DomainError `package-name-invalid`. */
  static parse(text: string): PackageName {
    if (text.length > PACKAGE_NAME_MAX_LENGTH || !PACKAGE_NAME.test(text)) {
      throw new DomainError(
        'invalid',
        'package-name-invalid',
        'A package name has two or more parts such as org.example.app: letters, digits and "_", each part begins with a letter.',
      );
    }
    return new PackageName(text);
  }
}

/**
 * What is measured side by side: the interface of books and matchers, the operations they are given, and the loader of
 * other projects' libraries. Place: below the measurements. Input: operations made beforehand. Output: best prices and
 * trades. Owning thread: whichever measures. Only the JDK's types here, since both sides of the loader see them.
 */
package io.tiercel.bench.peers;

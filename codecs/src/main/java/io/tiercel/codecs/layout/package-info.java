/**
 * Layouts of records with fixed fields, as tables: for tools that show every field of a message by the name that its
 * specification gives it. Hot paths read through the flyweights instead.
 */
package io.tiercel.codecs.layout;

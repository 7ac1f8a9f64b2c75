/**
 * Instruments and tick tables as the core and strategies know them. Place: after {@code state}, before {@code book}.
 * Input: definitions that arrive as sequenced inputs. Output: what is to be known of a listing. Owning thread: the
 * core's; strategies only read.
 */
package io.tiercel.engine.reference;

/**
 * CME MDP 3.0: packets, and which bytes their messages must have. In and out are bytes. The messages' own codecs are
 * generated from {@code resources/sbe/mdp3.xml} into the package below. Holds no state; a flyweight belongs to the
 * thread that wraps it.
 */
package io.tiercel.codecs.mdp3;

// Every allocation of this program can be made to throw.
#include "support/throwing_new.hpp"

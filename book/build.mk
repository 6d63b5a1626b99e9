# book/build.mk - the book: build/site from chapters, and build/site/book.pdf.
#
# Node packages are exact (book/package-lock.json) and installed by `npm ci`
# once for each state of that file.  The build itself is book/build.mjs; it
# takes about two seconds, so it runs whole.  EDITION=solutions makes the
# instructors' edition in build/site-solutions.
EDITION ?= reader
DRAFT   ?=

-include book/figures.mk

BOOK_SITE := build/site$(if $(filter solutions,$(EDITION)),-solutions)
BOOK_RUN   = node --no-warnings book/build.mjs --edition $(EDITION) \
               $(if $(DRAFT),--draft)
# npm writes it last; so it says that all is there.
BOOK_NPM  := book/node_modules/.package-lock.json

# The browser tests read the models from there.
TEST_NEEDS += $(BOOK_FIGURES)

##@ The book
.PHONY: book book-pdf
book: book-tools $(BOOK_NPM) $(BOOK_FIGURES) ## the site: build/site/index.html (EDITION=solutions, DRAFT=1)
	$(Q)$(BOOK_RUN)
	@echo 'book: $(BOOK_SITE)/index.html'

book-pdf: book ## the same as one PDF: build/site/book.pdf
	$(Q)$(BOOK_RUN) --pdf
	@echo 'book: $(BOOK_SITE)/book.pdf'

# Says in one line what is missing, before anything else fails by it.
.PHONY: book-tools
book-tools:
	@sh book/tools.sh

$(BOOK_NPM): book/package-lock.json
	@sh book/npm.sh
	@touch $@

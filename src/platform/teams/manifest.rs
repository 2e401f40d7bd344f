//! The app package that an operator uploads to Teams.
